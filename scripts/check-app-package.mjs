// Judges the manifest and its localisations by Microsoft's own schemas, offline. Development only: the schemas are a devDependency.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Ajv04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const schemas = join(dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest')), 'json-schemas/teams');

function validator(version, name) {
  const schema = JSON.parse(readFileSync(join(schemas, `v${version}`, name), 'utf8'));
  // The schemas are of draft 04, and their patterns are not valid under the regular expressions' Unicode mode.
  const ajv = new Ajv04({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats(ajv);
  return ajv.compile(schema);
}

/** Every objection, in words; empty when Teams' schemas accept the package. */
export function schemaObjections({ manifest, localisations }) {
  const say = (what, check) => (check.errors ?? []).map((error) => `${what}${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
  const checkManifest = validator(manifest.manifestVersion, 'MicrosoftTeams.schema.json');
  const found = checkManifest(manifest) ? [] : say('manifest', checkManifest);
  const checkTexts = validator(manifest.manifestVersion, 'MicrosoftTeams.Localization.schema.json');
  for (const [tag, texts] of Object.entries(localisations)) if (!checkTexts(texts)) found.push(...say(tag, checkTexts));
  return found;
}
