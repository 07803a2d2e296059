// Issues, derives and verifies with @digitalbazaar/ecdsa-sd-2023-cryptosuite. Reads one job as JSON:
// {contexts: {url: document}, issue: [{document, mandatory, key}], derive: [{base, pointers}], verify: [part]}
// -> {issued: [base | {error}], derived: [part | {error}], verified: [{ok, error}]}; writes the answer as JSON.
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import {
  createDiscloseCryptosuite, createSignCryptosuite, createVerifyCryptosuite
} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import jsigs from 'jsonld-signatures';
import {readFileSync} from 'node:fs';

const job = JSON.parse(readFileSync(0, 'utf8'));
const purpose = new jsigs.purposes.AssertionProofPurpose();

function methodOf(did) {
  const multikey = did.slice('did:key:'.length);
  return {id: `${did}#${multikey}`, type: 'Multikey', controller: did, publicKeyMultibase: multikey};
}

async function documentLoader(url) {
  if(job.contexts[url]) {
    return {documentUrl: url, document: job.contexts[url]};
  }
  const [did] = url.split('#');
  if(!did.startsWith('did:key:')) {
    throw new Error(`not at hand: ${url}`);
  }
  const method = methodOf(did);
  const document = did === url ?
    {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: did,
      verificationMethod: [method],
      assertionMethod: [method.id]
    } :
    {'@context': 'https://w3id.org/security/multikey/v1', ...method};
  return {documentUrl: url, document};
}

async function tried(action) {
  try {
    return await action();
  } catch(error) {
    return {error: String(error?.message ?? error).slice(0, 300)};
  }
}

async function each(list, action) {
  const made = [];
  for(const one of list ?? []) {
    made.push(await tried(() => action(one)));
  }
  return made;
}

const issued = await each(job.issue, async ({document, mandatory, key}) => {
  const signer = (await EcdsaMultikey.from(key)).signer();
  const cryptosuite = createSignCryptosuite({mandatoryPointers: mandatory});
  const suite = new DataIntegrityProof({signer, cryptosuite});
  return jsigs.sign(document, {suite, purpose, documentLoader});
});
const derived = await each(job.derive, async ({base, pointers}) => {
  const suite = new DataIntegrityProof({cryptosuite: createDiscloseCryptosuite({selectivePointers: pointers})});
  return jsigs.derive(base, {suite, purpose, documentLoader});
});
const verified = await each(job.verify, async part => {
  const suite = new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()});
  const {verified: ok, error} = await jsigs.verify(part, {suite, purpose, documentLoader});
  return {ok, error: ok ? null : String(error?.errors?.[0]?.message ?? error).slice(0, 300)};
});
process.stdout.write(JSON.stringify({issued, derived, verified}));
