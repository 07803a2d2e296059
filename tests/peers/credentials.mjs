// Issues and verifies with @digitalbazaar/vc. Reads one job as JSON, writes one answer as JSON:
// {contexts: {url: document}, documents: {did: document}, issue: [{credential, key, suite}],
//  verify: [signed], lists: {url: signed}}
// -> {issued: [signed | {error}], verified: [{ok, error, withdrawn}]}; `withdrawn` has each status bit.
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite as ecdsa} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {cryptosuite as eddsa} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import * as vc from '@digitalbazaar/vc';

const job = JSON.parse(await text(process.stdin));
const suites = [new DataIntegrityProof({cryptosuite: eddsa}), new DataIntegrityProof({cryptosuite: ecdsa})];

async function text(stream) {
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function keyDocument(did) {
  const multikey = did.slice('did:key:'.length);
  const id = `${did}#${multikey}`;
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: [{id, type: 'Multikey', controller: did, publicKeyMultibase: multikey}],
    assertionMethod: [id]
  };
}

async function documentLoader(url) {
  const found = job.contexts[url] ?? job.lists?.[url];
  if(found) {
    return {documentUrl: url, document: found};
  }
  const [did] = url.split('#');
  const controller = did.startsWith('did:key:') ? keyDocument(did) : job.documents[did];
  if(!controller) {
    throw new Error(`not at hand: ${url}`);
  }
  if(did === url) {
    return {documentUrl: url, document: controller};
  }
  const method = controller.verificationMethod.find(one => one.id === url);
  if(!method) {
    throw new Error(`no such key: ${url}`);
  }
  return {documentUrl: url, document: {'@context': 'https://w3id.org/security/multikey/v1', ...method}};
}

function told(error) {
  const inner = error?.errors ?? [error];
  return inner.map(one => String(one?.message ?? one)).join('; ').slice(0, 500);
}

async function issue({credential, key, suite}) {
  try {
    const [library, cryptosuite] =
      suite === 'ecdsa-rdfc-2019' ? [EcdsaMultikey, ecdsa] : [Ed25519Multikey, eddsa];
    const pair = await library.from(key);
    const signing = new DataIntegrityProof({signer: pair.signer(), cryptosuite});
    return await vc.issue({credential, suite: signing, documentLoader});
  } catch(error) {
    return {error: told(error)};
  }
}

async function verify(credential) {
  try {
    const {verified, error, results, statusResult} = await vc.verifyCredential({
      credential,
      suite: suites,
      documentLoader,
      checkStatus: credential.credentialStatus
        ? given => checkStatus({...given, verifyBitstringStatusListCredential: true}) : undefined
    });
    const why = error ?? results?.find(one => one.error)?.error;
    const statuses = statusResult && {withdrawn: statusResult.results.map(one => one.status)};
    return {ok: verified, error: verified ? null : told(why), ...statuses};
  } catch(error) {
    return {ok: false, error: told(error)};
  }
}

const answer = {issued: [], verified: []};
for(const one of job.issue ?? []) {
  answer.issued.push(await issue(one));
}
for(const one of job.verify ?? []) {
  answer.verified.push(await verify(one));
}
process.stdout.write(JSON.stringify(answer));
