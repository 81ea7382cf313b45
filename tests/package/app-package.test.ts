// The Teams app package: what Teams would refuse, refused here first.
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import JSZip from 'jszip';
import { CREATE_ACTION } from '../../bot/action-from-message.ts';
import { readMessage } from '../../bot/intents/message.ts';
import { buildPackage, localisableTexts, packageFaults, packageVariables, pngSize, type AppPackage } from '../../scripts/app-package.mjs';
import { schemaObjections } from '../../scripts/check-app-package.mjs';
import { colorIcon, outlineIcon } from '../../scripts/draw-icons.mjs';
import { readPackage } from '../../src/local-tenant/app-package.ts';

const ENV = { BASE_URL: 'https://gouverne.exemple.ca', MICROSOFT_APP_ID: '6c0f3a52-8f0b-4a51-9d4e-0d2a54b8c7e1' };
const built = await buildPackage(ENV);
type Manifest = { [key: string]: unknown } & { bots: { botId: string; scopes: string[]; commandLists: { scopes: string[]; commands: { title: string; description: string }[] }[] }[]; staticTabs: { entityId: string; name?: string; contentUrl?: string }[]; configurableTabs: { configurationUrl: string; scopes: string[]; context: string[] }[] };
const manifestOf = ({ manifest }: AppPackage): Manifest => manifest as unknown as Manifest;
const changed = (change: (manifest: Manifest) => void): Manifest => { const copy = structuredClone(manifestOf(built)); change(copy); return copy; };
const icons = { color: colorIcon(), outline: outlineIcon() };
const { localisations } = built;

describe('the package', () => {
  it('is accepted by Teams’ own schemas', () => {
    expect(schemaObjections(built)).toEqual([]);
  });

  it('is refused by them when it is wrong, so that the check is not blind', () => {
    expect(schemaObjections({ manifest: changed((it) => { it['name'] = { short: 'x'.repeat(31) }; }), localisations })).not.toEqual([]);
    expect(schemaObjections({ manifest: changed((it) => { it['surprise'] = 1; }), localisations })).not.toEqual([]);
    expect(schemaObjections({ manifest: manifestOf(built), localisations: { en: { 'name.short': 'x'.repeat(31) } } })).not.toEqual([]);
    expect(schemaObjections({ manifest: manifestOf(built), localisations: { en: { 'staticTabs[0].nom': 'x' } } })).not.toEqual([]);
  });

  it('holds the manifest, its languages and two icons at the root of the zip, and reads back the same', async () => {
    const zip = await JSZip.loadAsync(built.zip);
    expect(Object.keys(zip.files).toSorted()).toEqual(['color.png', 'en.json', 'manifest.json', 'outline.png']);
    expect(await readPackage(built.zip)).toMatchObject({ manifest: built.manifest, localisations: built.localisations });
  });

  it('is the same, byte for byte, when nothing changed', async () => {
    expect((await buildPackage(ENV)).zip.equals(built.zip)).toBe(true);
  });
});

describe('the manifest', () => {
  it('is in French, with English for who chose it', () => {
    expect(built.manifest['localizationInfo']).toMatchObject({ defaultLanguageTag: 'fr-ca', additionalLanguages: [{ languageTag: 'en', file: 'en.json' }] });
    expect(manifestOf(built).staticTabs.map((tab) => tab.name)).toEqual(['Accueil', 'Mes séances', 'Mes actions', 'Réseau', undefined, undefined]);
    expect([1, 2, 3].map((place) => localisations['en']?.[`staticTabs[${place}].name`])).toEqual(['My meetings', 'My actions', 'Network']);
  });

  it('names one server, one application and their addresses, with no placeholder left', () => {
    const text = JSON.stringify(built.manifest);
    expect(text).not.toContain('${{');
    for (const address of text.match(/https?:\/\/[^"\s]+/g) ?? []) expect(address).toMatch(/^https:\/\/(gouverne\.exemple\.ca\/tabs\/|developer\.microsoft\.com\/json-schemas\/)/);
    expect(built.manifest).toMatchObject({
      id: ENV.MICROSOFT_APP_ID,
      bots: [{ botId: ENV.MICROSOFT_APP_ID, scopes: ['personal', 'team', 'groupChat'] }],
      webApplicationInfo: { id: ENV.MICROSOFT_APP_ID, resource: `api://gouverne.exemple.ca/${ENV.MICROSOFT_APP_ID}` },
      validDomains: ['gouverne.exemple.ca'],
      developer: { privacyUrl: 'https://gouverne.exemple.ca/tabs/privacy', termsOfUseUrl: 'https://gouverne.exemple.ca/tabs/terms' },
    });
  });

  it('offers the committee’s tab in channels, chats and meetings', () => {
    const [tab] = manifestOf(built).configurableTabs;
    expect(tab).toMatchObject({ configurationUrl: 'https://gouverne.exemple.ca/tabs/config', scopes: ['team', 'groupChat'] });
    expect(tab?.context).toEqual(expect.arrayContaining(['channelTab', 'meetingChatTab', 'meetingDetailsTab', 'meetingSidePanel']));
  });

  it('goes into private and shared channels, by the property that its version wants', () => {
    expect(built.manifest).toMatchObject({ manifestVersion: '1.25', supportsChannelFeatures: 'tier1' });
    expect(built.manifest['supportedChannelTypes']).toBeUndefined();
  });

  it('asks for no permission on content: neither resource-specific consent nor devices', () => {
    expect(built.manifest['authorization']).toBeUndefined();
    expect(built.manifest['devicePermissions']).toBeUndefined();
  });

  it('finds meetings from where a message is written, in both languages', () => {
    expect(built.manifest['composeExtensions']).toMatchObject([{ botId: ENV.MICROSOFT_APP_ID, commands: [{ id: 'meetings', type: 'query', context: ['compose', 'commandBox'], initialRun: true, parameters: [{ name: 'query' }] }, { id: 'create-action' }] }]);
    expect(localisations['en']?.['composeExtensions[0].commands[0].title']).toBe('My meetings');
  });

  it('makes an action of any message, in both languages', () => {
    expect(built.manifest['composeExtensions']).toMatchObject([{ commands: [{ id: 'meetings' }, { id: CREATE_ACTION, type: 'action', fetchTask: true, title: 'Créer une action', context: expect.arrayContaining(['message', 'compose']) as unknown }] }]);
    expect(localisations['en']?.['composeExtensions[0].commands[1].title']).toBe('Create an action');
  });

  it('lists no command that the bot does not understand, in either language', () => {
    const commands = [...localisableTexts(built.manifest).keys()].filter((key) => key.endsWith('.title'));
    expect(commands.length).toBeGreaterThan(0);
    for (const key of commands) {
      const french = readMessage(localisableTexts(built.manifest).get(key) ?? '');
      expect(french.is).not.toBe('unknown');
      expect(readMessage(localisations['en']?.[key] ?? '')).toEqual(french);
    }
  });

  it('writes French as Québec does', () => {
    for (const text of localisableTexts(built.manifest).values()) {
      expect(text).not.toMatch(/'|\s[;!?]|« | »|[^\u00A0]:(?=\s)|\b(?:items?|agenda|varia|chat|chatbot|statut)\b/i);
    }
  });
});

describe('a package that Teams would refuse', () => {
  const faults = (manifest: Manifest, texts = localisations) => packageFaults({ manifest, localisations: texts, icons });

  it('is told, fault by fault', () => {
    expect(faults(manifestOf(built))).toEqual([]);
    const { 'name.full': _gone, ...incomplete } = localisations['en'] ?? {};
    expect(faults(manifestOf(built), { ...localisations, en: { ...incomplete, 'staticTabs[9].name': 'Nowhere' } })).toEqual(['en: name.full is not translated', 'en: staticTabs[9].name is not in the manifest']);
    expect(faults(manifestOf(built), {})).toEqual(['the localisation en is declared and not there']);
    expect(faults(changed((it) => { it['version'] = '${{APP_VERSION}}'; }))).toEqual(['a placeholder was left']);
    expect(faults(changed((it) => { delete it['supportsChannelFeatures']; }))).toEqual(['supportsChannelFeatures is missing']);
    expect(faults(changed((it) => { it['supportedChannelTypes'] = ['privateChannels']; }))).toEqual(['supportedChannelTypes is not allowed any more']);
    expect(packageFaults({ manifest: manifestOf(built), localisations, icons: { color: outlineIcon(), outline: Buffer.from('no picture') } })).toEqual(['color.png is not a PNG of 192 × 192', 'outline.png is not a PNG of 32 × 32']);
  });

  it('for want of settings says all of them at once', () => {
    expect(() => packageVariables({})).toThrow(/BASE_URL is missing[\s\S]*MICROSOFT_APP_ID is missing/);
    expect(() => packageVariables({ BASE_URL: 'gouverne.exemple.ca', MICROSOFT_APP_ID: 'gouverne', TEAMS_APP_ID: '7', APP_ID_URI: 'https://x' })).toThrow(/BASE_URL is not[\s\S]*MICROSOFT_APP_ID is not[\s\S]*TEAMS_APP_ID is not[\s\S]*APP_ID_URI is not/);
  });

  it('does not come of a server on this machine, whose port belongs to its address', () => {
    expect(packageVariables({ ...ENV, BASE_URL: 'http://localhost:3978/' })).toMatchObject({ BASE_URL: 'http://localhost:3978', BASE_HOST: 'localhost:3978', APP_ID_URI: `api://localhost:3978/${ENV.MICROSOFT_APP_ID}` });
  });
});

describe('the icons', () => {
  it('have the sizes that Teams wants, and are those of the drawing', async () => {
    expect(pngSize(icons.color)).toEqual({ width: 192, height: 192 });
    expect(pngSize(icons.outline)).toEqual({ width: 32, height: 32 });
    const zip = await JSZip.loadAsync(built.zip);
    for (const [name, drawn] of [['color.png', icons.color], ['outline.png', icons.outline]] as const) expect(pixels(await zip.file(name)?.async('nodebuffer') ?? Buffer.alloc(0)).equals(pixels(drawn))).toBe(true);
  });

  it('are full to the edge in colour, and white on nothing in outline, so that Teams can tint it', () => {
    const color = pixels(icons.color);
    for (let at = 3; at < color.length; at += 4) expect(color[at]).toBe(255);
    const outline = pixels(icons.outline);
    let drawn = 0;
    for (let at = 0; at < outline.length; at += 4) if (outline[at + 3] !== 0) { drawn += 1; expect([outline[at], outline[at + 1], outline[at + 2]]).toEqual([255, 255, 255]); }
    expect(drawn).toBeGreaterThan(100);
    expect(drawn).toBeLessThan(600);
  });
});

/** RGBA, row by row: our own encoder filters no row. */
function pixels(bytes: Buffer): Buffer {
  const { width, height } = pngSize(bytes) ?? { width: 0, height: 0 };
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  const rows = inflateSync(Buffer.concat(parts));
  return Buffer.concat(Array.from({ length: height }, (_, y) => rows.subarray(y * (1 + width * 4) + 1, (y + 1) * (1 + width * 4))));
}
