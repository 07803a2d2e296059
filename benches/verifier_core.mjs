// Verifies every second file of a folder with @digitalcredentials/verifier-core, offline.
// node verifier_core.mjs MODULES FOLDER OFFSET: writes {seconds, cpu, verified} as JSON; loading is not counted.
import {readdirSync, readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

const [modules, folder, offset] = process.argv.slice(2);
globalThis.fetch = async () => {
  throw new Error('offline');
};
const entry = `${modules}/node_modules/@digitalcredentials/verifier-core/dist/index.js`;
const {verifyCredential} = await import(pathToFileURL(entry));
const names = readdirSync(folder).sort().filter((_, n) => n % 2 === Number(offset));

async function check(name) {
  const credential = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
  const {log} = await verifyCredential({credential, knownDIDRegistries: []});
  return Boolean(log?.some(one => one.id === 'valid_signature' && one.valid));
}

await check(names[0]);
const began = performance.now();
const worked = process.cpuUsage();
let verified = 0;
for(const name of names) {
  verified += await check(name) ? 1 : 0;
}
const seconds = (performance.now() - began) / 1000;
const {user, system} = process.cpuUsage(worked);
process.stdout.write(JSON.stringify({seconds, cpu: (user + system) / 1e6, verified}));
process.exit(0);
