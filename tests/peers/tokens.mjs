// Signs and verifies compact JWS with jose. Reads one job as JSON, writes one answer as JSON:
// {sign: [{payload, header, jwk}], verify: [{token, jwk, alg}]} -> {signed: [text], verified: [{ok, error}]}
import {CompactSign, compactVerify, importJWK} from 'jose';

const chunks = [];
for await (const chunk of process.stdin) {
  chunks.push(chunk);
}
const job = JSON.parse(Buffer.concat(chunks).toString('utf8'));
const answer = {signed: [], verified: []};
for(const {payload, header, jwk} of job.sign ?? []) {
  const key = await importJWK(jwk, header.alg);
  const bytes = new TextEncoder().encode(payload);
  answer.signed.push(await new CompactSign(bytes).setProtectedHeader(header).sign(key));
}
for(const {token, jwk, alg} of job.verify ?? []) {
  try {
    const {payload} = await compactVerify(token, await importJWK(jwk, alg), {algorithms: [alg]});
    answer.verified.push({ok: true, payload: new TextDecoder().decode(payload)});
  } catch(error) {
    answer.verified.push({ok: false, error: String(error.message)});
  }
}
process.stdout.write(JSON.stringify(answer));
