// To RDF with jsonld.js in safe mode. Reads {contexts: {url: document}, documents: [...]} as JSON, writes
// {answers: [{nquads} | {error}]}.
import jsonld from 'jsonld';

const chunks = [];
for await (const chunk of process.stdin) {
  chunks.push(chunk);
}
const job = JSON.parse(Buffer.concat(chunks).toString('utf8'));

async function documentLoader(url) {
  if(!(url in job.contexts)) {
    throw new Error(`not loaded: ${url}`);
  }
  return {contextUrl: null, document: job.contexts[url], documentUrl: url};
}

const answers = [];
for(const document of job.documents) {
  try {
    answers.push({
      nquads: await jsonld.toRDF(document, {format: 'application/n-quads', safe: true, documentLoader})
    });
  } catch(error) {
    answers.push({error: String(error.message)});
  }
}
process.stdout.write(JSON.stringify({answers}));
