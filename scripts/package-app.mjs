// `npm run package`: writes appPackage/build/gouverne.zip, to be uploaded to the organisation's catalogue. Reads BASE_URL and
// MICROSOFT_APP_ID (and TEAMS_APP_ID, APP_ID_URI, APP_VERSION) from the environment, or from the file named by --env.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildPackage, PackageFault } from './app-package.mjs';
import { schemaObjections } from './check-app-package.mjs';

const { values } = parseArgs({ options: { env: { type: 'string' }, out: { type: 'string', default: 'appPackage/build' } } });
try {
  if (values.env !== undefined) process.loadEnvFile(values.env);
  const { manifest, localisations, zip } = await buildPackage(process.env);
  const objections = schemaObjections({ manifest, localisations });
  if (objections.length > 0) throw new PackageFault(objections);
  mkdirSync(values.out, { recursive: true });
  writeFileSync(`${values.out}/gouverne.zip`, zip);
  console.log(`${values.out}/gouverne.zip: ${manifest.name.short} ${manifest.version}, manifest ${manifest.manifestVersion}, ${zip.length} bytes`);
} catch (cause) {
  // A bad setting is not a stack trace.
  if (!(cause instanceof PackageFault) && cause.code !== 'ENOENT') throw cause;
  console.error(cause.message);
  process.exitCode = 1;
}
