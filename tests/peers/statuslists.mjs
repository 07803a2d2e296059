// Encodes and decodes status lists with @digitalbazaar/vc-bitstring-status-list.
// {encode: [{length, indexes}], decode: [{encodedList, indexes}]} -> {encoded: [text], decoded: [[boolean]]}
import {createList, decodeList} from '@digitalbazaar/vc-bitstring-status-list';

const chunks = [];
for await (const chunk of process.stdin) {
  chunks.push(chunk);
}
const job = JSON.parse(Buffer.concat(chunks).toString('utf8'));
const answer = {encoded: [], decoded: []};
for(const {length, indexes} of job.encode ?? []) {
  const list = await createList({length});
  for(const index of indexes) {
    list.setStatus(index, true);
  }
  answer.encoded.push(await list.encode());
}
for(const {encodedList, indexes} of job.decode ?? []) {
  const list = await decodeList({encodedList});
  answer.decoded.push(indexes.map(index => list.getStatus(index)));
}
process.stdout.write(JSON.stringify(answer));
