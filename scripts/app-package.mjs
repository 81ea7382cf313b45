// The Teams app package: manifest and localisations with their placeholders filled in, two icons, one zip. The same function
// serves `npm run package`, the local tenant's catalogue and the tests.
import { readFileSync } from 'node:fs';
import JSZip from 'jszip';

const file = (name) => readFileSync(new URL(`../appPackage/${name}`, import.meta.url));
const ICONS = { color: { name: 'color.png', size: 192 }, outline: { name: 'outline.png', size: 32 } };
/** A zip notes when each file changed; the same content must give the same bytes. */
const LONG_AGO = new Date('2024-01-01T00:00:00Z');

export class PackageFault extends Error {
  /** @param {readonly string[]} faults */
  constructor(faults) {
    super(`The Teams app package cannot be made:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'PackageFault';
    this.faults = faults;
  }
}

/** What the placeholders stand for, from the same variables as the server's configuration. */
export function packageVariables(env) {
  const faults = [];
  const given = (name) => (env[name] === undefined || env[name].trim() === '' ? undefined : env[name].trim());
  const need = (name, pattern, expected) => {
    const value = given(name);
    if (value === undefined) faults.push(`${name} is missing: ${expected}`);
    else if (!pattern.test(value)) faults.push(`${name} is not ${expected}`);
    return value ?? '';
  };
  const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
  const address = need('BASE_URL', /^https?:\/\/[^/\s]+\/?$/i, 'the public address of the server, such as https://gouverne.example.ca').replace(/\/$/, '');
  const appId = need('MICROSOFT_APP_ID', guid, 'the application (client) id of the app registration, a GUID');
  if (given('TEAMS_APP_ID') !== undefined) need('TEAMS_APP_ID', guid, 'the id of the Teams app, a GUID');
  if (given('APP_ID_URI') !== undefined) need('APP_ID_URI', /^api:\/\/\S+$/, 'an application ID URI, such as api://gouverne.example.ca/{id}');
  const version = given('APP_VERSION') ?? JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
  if (faults.length > 0) throw new PackageFault(faults);
  const host = new URL(address).host;
  return {
    APP_VERSION: version,
    BASE_URL: address,
    BASE_HOST: host,
    MICROSOFT_APP_ID: appId,
    TEAMS_APP_ID: given('TEAMS_APP_ID') ?? appId,
    // Teams asks for a token for the host that shows the tab, followed by the application's id.
    APP_ID_URI: given('APP_ID_URI') ?? `api://${host}/${appId}`,
  };
}

function fill(name, variables, faults) {
  const text = file(name).toString('utf8').replace(/\$\{\{(\w+)\}\}/g, (placeholder, variable) => {
    if (Object.hasOwn(variables, variable)) return JSON.stringify(variables[variable]).slice(1, -1);
    faults.push(`${name}: nothing is known for ${placeholder}`);
    return placeholder;
  });
  return JSON.parse(text);
}

/** Every text of the manifest that a localisation must translate, by the path that Teams gives it. */
export function localisableTexts(manifest) {
  const texts = new Map();
  for (const part of ['name', 'description']) for (const length of ['short', 'full']) if (manifest[part]?.[length] !== undefined) texts.set(`${part}.${length}`, manifest[part][length]);
  (manifest.staticTabs ?? []).forEach((tab, at) => { if (tab.name !== undefined) texts.set(`staticTabs[${at}].name`, tab.name); });
  (manifest.bots ?? []).forEach((bot, at) => (bot.commandLists ?? []).forEach((list, l) => list.commands.forEach((command, c) => {
    for (const part of ['title', 'description']) texts.set(`bots[${at}].commandLists[${l}].commands[${c}].${part}`, command[part]);
  })));
  (manifest.composeExtensions ?? []).forEach((extension, at) => extension.commands.forEach((command, c) => {
    const key = `composeExtensions[${at}].commands[${c}]`;
    for (const part of ['title', 'description']) texts.set(`${key}.${part}`, command[part]);
    (command.parameters ?? []).forEach((parameter, p) => { for (const part of ['title', 'description']) texts.set(`${key}.parameters[${p}].${part}`, parameter[part]); });
  }));
  return texts;
}

/** Width and height of a PNG, from its header. */
export function pngSize(bytes) {
  const isPng = bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  return isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : null;
}

/** What no schema sees. */
export function packageFaults({ manifest, localisations, icons }) {
  const faults = [];
  const wanted = localisableTexts(manifest);
  const declared = (manifest.localizationInfo?.additionalLanguages ?? []).map((language) => language.languageTag);
  for (const tag of declared) if (localisations[tag] === undefined) faults.push(`the localisation ${tag} is declared and not there`);
  for (const [tag, texts] of Object.entries(localisations)) {
    for (const key of wanted.keys()) if (texts[key] === undefined) faults.push(`${tag}: ${key} is not translated`);
    for (const key of Object.keys(texts)) if (key !== '$schema' && !wanted.has(key)) faults.push(`${tag}: ${key} is not in the manifest`);
  }
  for (const [kind, { name, size }] of Object.entries(ICONS)) {
    const found = icons[kind] === undefined ? null : pngSize(icons[kind]);
    if (manifest.icons?.[kind] !== name) faults.push(`the manifest does not name the icon ${name}`);
    if (found === null || found.width !== size || found.height !== size) faults.push(`${name} is not a PNG of ${size} × ${size}`);
  }
  if (/\$\{\{|%\w+%/.test(JSON.stringify([manifest, localisations]))) faults.push('a placeholder was left');
  // Teams refuses the upload: "Applications with manifest version 1.25 or higher that support the 'team' scope must include…".
  const inTeams = [...(manifest.bots ?? []), ...(manifest.configurableTabs ?? [])].some((part) => part.scopes.includes('team'));
  if (inTeams && Number(manifest.manifestVersion.split('.')[1]) >= 25) {
    if (manifest.supportsChannelFeatures !== 'tier1') faults.push('supportsChannelFeatures is missing');
    if (manifest.supportedChannelTypes !== undefined) faults.push('supportedChannelTypes is not allowed any more');
  }
  return faults;
}

/** Throws PackageFault with everything that is wrong. */
export async function buildPackage(env) {
  const variables = packageVariables(env);
  const faults = [];
  const manifest = fill('manifest.json', variables, faults);
  // The bare language: Teams comes to it from any English (en-ca, en-us) for which there is no file.
  const localisations = { en: fill('en.json', variables, faults) };
  const icons = { color: file(ICONS.color.name), outline: file(ICONS.outline.name) };
  faults.push(...packageFaults({ manifest, localisations, icons }));
  if (faults.length > 0) throw new PackageFault(faults);

  const zip = new JSZip();
  const add = (name, data) => zip.file(name, data, { date: LONG_AGO, createFolders: false });
  add('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
  for (const { languageTag, file: name } of manifest.localizationInfo.additionalLanguages) add(name, `${JSON.stringify(localisations[languageTag], null, 2)}\n`);
  for (const [kind, { name }] of Object.entries(ICONS)) add(name, icons[kind]);
  return { manifest, localisations, icons, zip: await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', platform: 'UNIX' }) };
}
