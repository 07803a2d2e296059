// Times @digitalbazaar/vc on one credential. Reads {contexts, credential, key, seconds} as JSON, writes
// {issue, verify}: credentials per CPU-second of this process, contexts warm.
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';

const chunks = [];
for await (const chunk of process.stdin) {
  chunks.push(chunk);
}
const job = JSON.parse(Buffer.concat(chunks).toString('utf8'));

async function documentLoader(url) {
  const found = job.contexts[url];
  if(found) {
    return {documentUrl: url, document: found};
  }
  const [did] = url.split('#');
  const multikey = did.slice('did:key:'.length);
  const method = {id: `${did}#${multikey}`, type: 'Multikey', controller: did, publicKeyMultibase: multikey};
  const document = did === url
    ? {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: did, verificationMethod: [method], assertionMethod: [method.id]
    }
    : {'@context': 'https://w3id.org/security/multikey/v1', ...method};
  return {documentUrl: url, document};
}

const pair = await Ed25519Multikey.from(job.key);
const issue = () => vc.issue({
  credential: structuredClone(job.credential),
  suite: new DataIntegrityProof({signer: pair.signer(), cryptosuite}),
  documentLoader
});
const signed = await issue();

async function verify() {
  const {verified, error} = await vc.verifyCredential({
    credential: structuredClone(signed), suite: new DataIntegrityProof({cryptosuite}), documentLoader
  });
  if(!verified) {
    throw error;
  }
}

async function rate(work) {
  for(let n = 0; n < 5; n++) {
    await work();
  }
  const began = process.cpuUsage();
  let done = 0;
  let used = 0;
  while(used < job.seconds * 1e6) {
    await work();
    done++;
    const {user, system} = process.cpuUsage(began);
    used = user + system;
  }
  return done / (used / 1e6);
}

process.stdout.write(JSON.stringify({issue: await rate(issue), verify: await rate(verify)}));
