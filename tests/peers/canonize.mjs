// Canonicalises with rdf-canonize. Reads {datasets: [{nquads, hash}]} as JSON, writes {answers: [{nquads} |
// {error}], within: [boolean]}; `answers` have no limit of work, `within` tells whether the default limit held.
import {canonize} from 'rdf-canonize';

const chunks = [];
for await (const chunk of process.stdin) {
  chunks.push(chunk);
}
const job = JSON.parse(Buffer.concat(chunks).toString('utf8'));

async function run({nquads, hash}, limit) {
  try {
    return {nquads: await canonize(nquads, {
      algorithm: 'RDFC-1.0', inputFormat: 'application/n-quads', messageDigestAlgorithm: hash, ...limit
    })};
  } catch(error) {
    return {error: String(error.message)};
  }
}

const answer = {answers: [], within: []};
for(const dataset of job.datasets) {
  answer.answers.push(await run(dataset, {maxWorkFactor: Infinity}));
  answer.within.push(!(await run(dataset, {})).error);
}
process.stdout.write(JSON.stringify(answer));
