// Reads what Teams needs from an app's manifest, in the language of the person who looks. A package may hold anything: what is malformed is absent.

import type { CatalogApp } from '../state.ts';
import { list, record, text, textOrNull, texts, type Json } from './read.ts';

export interface BotDeclaration {
  readonly botId: string;
  readonly scopes: readonly string[];
  readonly commands: readonly { readonly scopes: readonly string[]; readonly title: string; readonly description: string }[];
  readonly isNotificationOnly: boolean;
}
export interface StaticTab {
  readonly entityId: string;
  readonly name: string;
  readonly contentUrl: string | null;
  readonly contentBotId: string | null;
  readonly websiteUrl: string | null;
}
export interface ConfigurableTab {
  readonly configurationUrl: string;
  readonly canUpdateConfiguration: boolean;
  readonly scopes: readonly string[];
}
export interface ExtensionCommand {
  readonly id: string;
  readonly type: 'query' | 'action';
  readonly title: string;
  readonly description: string;
  readonly context: readonly string[];
  readonly fetchTask: boolean;
  readonly initialRun: boolean;
  readonly parameters: readonly { readonly name: string; readonly title: string; readonly description: string; readonly inputType: string; readonly value: string; readonly required: boolean; readonly choices: readonly { readonly title: string; readonly value: string }[] }[];
  /** A fixed dialog in place of a fetch. */
  readonly taskInfo: { readonly title: string; readonly url: string; readonly width: unknown; readonly height: unknown } | null;
}
export interface Extension { readonly botId: string; readonly commands: readonly ExtensionCommand[] }

export interface AppManifest {
  /** The manifest's id, which deep links and the context name. */
  readonly externalId: string;
  readonly manifestVersion: string;
  readonly name: string;
  readonly fullName: string;
  readonly shortDescription: string;
  readonly fullDescription: string;
  readonly version: string;
  readonly accentColor: string | null;
  readonly developer: { readonly name: string; readonly websiteUrl: string | null; readonly privacyUrl: string | null; readonly termsOfUseUrl: string | null };
  readonly icons: { readonly color: string | null; readonly outline: string | null };
  readonly bots: readonly BotDeclaration[];
  readonly staticTabs: readonly StaticTab[];
  readonly configurableTabs: readonly ConfigurableTab[];
  readonly extensions: readonly Extension[];
  readonly validDomains: readonly string[];
  /** `webApplicationInfo`: the app registration that getAuthToken speaks for. */
  readonly webApplication: { readonly id: string; readonly resource: string | null } | null;
  /** `standard` channels always; private and shared ones where the app says that it can live there. */
  readonly channelTypes: readonly ('standard' | 'private' | 'shared')[];
}

/** A localisation file names what it replaces by paths such as `staticTabs[0].name`. The whole tag is looked for first, then its language. */
function localised(app: CatalogApp, locale: string): Json {
  const wanted = locale.toLowerCase();
  const found = Object.entries(app.localisations).find(([tag]) => tag.toLowerCase() === wanted)
    ?? Object.entries(app.localisations).find(([tag]) => tag.toLowerCase().split('-')[0] === wanted.split('-')[0]);
  if (found === undefined) return app.manifest;
  const copy = structuredClone(app.manifest);
  for (const [path, value] of Object.entries(found[1])) if (!path.startsWith('$') && typeof value === 'string') assign(copy, path, value);
  return copy;
}

function assign(root: Json, path: string, value: string): void {
  const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
  let node: unknown = root;
  for (const key of keys.slice(0, -1)) {
    node = Array.isArray(node) ? node[Number(key)] : record(node)[key];
    if (typeof node !== 'object' || node === null) return;
  }
  const last = keys.at(-1);
  if (last !== undefined && !Array.isArray(node) && typeof record(node)[last] === 'string') record(node)[last] = value;
}

export function readManifest(app: CatalogApp, locale = ''): AppManifest {
  const m = localised(app, locale);
  const name = record(m['name']);
  const description = record(m['description']);
  const developer = record(m['developer']);
  const icons = record(m['icons']);
  const web = record(m['webApplicationInfo']);
  // From manifest 1.25 on `supportsChannelFeatures: tier1` stands for both, and `supportedChannelTypes` blocks the upload.
  const supported = m['supportsChannelFeatures'] === 'tier1' ? ['privateChannels', 'sharedChannels'] : texts(m['supportedChannelTypes']);
  return {
    externalId: text(m['id']) || app.externalId,
    manifestVersion: text(m['manifestVersion']),
    name: text(name['short']) || app.displayName,
    fullName: text(name['full']) || text(name['short']) || app.displayName,
    shortDescription: text(description['short']),
    fullDescription: text(description['full']) || text(description['short']),
    version: text(m['version']) || app.version,
    accentColor: /^#[0-9a-f]{6}$/i.test(text(m['accentColor'])) ? text(m['accentColor']) : null,
    developer: { name: text(developer['name']), websiteUrl: textOrNull(developer['websiteUrl']), privacyUrl: textOrNull(developer['privacyUrl']), termsOfUseUrl: textOrNull(developer['termsOfUseUrl']) },
    icons: { color: textOrNull(icons['color']), outline: textOrNull(icons['outline']) },
    bots: list(m['bots']).map(record).filter((bot) => text(bot['botId']) !== '').map((bot) => ({
      botId: text(bot['botId']).toLowerCase(),
      scopes: texts(bot['scopes']).map((scope) => scope.toLowerCase()),
      isNotificationOnly: bot['isNotificationOnly'] === true,
      commands: list(bot['commandLists']).map(record).flatMap((commands) =>
        list(commands['commands']).map(record).map((command) => ({ scopes: texts(commands['scopes']).map((scope) => scope.toLowerCase()), title: text(command['title']), description: text(command['description']) }))),
    })),
    staticTabs: list(m['staticTabs']).map(record)
      .filter((tab) => texts(tab['scopes']).length === 0 || texts(tab['scopes']).map((scope) => scope.toLowerCase()).includes('personal'))
      .map((tab) => ({ entityId: text(tab['entityId']), name: text(tab['name']), contentUrl: textOrNull(tab['contentUrl']), contentBotId: textOrNull(tab['contentBotId']), websiteUrl: textOrNull(tab['websiteUrl']) })),
    configurableTabs: list(m['configurableTabs']).map(record).filter((tab) => text(tab['configurationUrl']) !== '').map((tab) => ({
      configurationUrl: text(tab['configurationUrl']), canUpdateConfiguration: tab['canUpdateConfiguration'] !== false, scopes: texts(tab['scopes']).map((scope) => scope.toLowerCase()),
    })),
    extensions: list(m['composeExtensions']).map(record).filter((extension) => text(extension['botId']) !== '').map((extension) => ({
      botId: text(extension['botId']).toLowerCase(),
      commands: list(extension['commands']).map(record).map(readCommand),
    })),
    validDomains: texts(m['validDomains']),
    webApplication: text(web['id']) === '' ? null : { id: text(web['id']), resource: textOrNull(web['resource']) },
    channelTypes: ['standard', ...(supported.includes('privateChannels') ? ['private' as const] : []), ...(supported.includes('sharedChannels') ? ['shared' as const] : [])],
  };
}

function readCommand(command: Json): ExtensionCommand {
  const task = record(command['taskInfo']);
  const contexts = texts(command['context']);
  return {
    id: text(command['id']),
    type: text(command['type']) === 'action' ? 'action' : 'query',
    title: text(command['title']),
    description: text(command['description']),
    context: contexts.length > 0 ? contexts : ['compose', 'commandBox'],
    fetchTask: command['fetchTask'] === true,
    initialRun: command['initialRun'] === true,
    parameters: list(command['parameters']).map(record).map((parameter) => ({
      name: text(parameter['name']), title: text(parameter['title']), description: text(parameter['description']), inputType: text(parameter['inputType']) || 'text', value: text(parameter['value']), required: parameter['isRequired'] === true,
      choices: list(parameter['choices']).map(record).map((choice) => ({ title: text(choice['title']), value: text(choice['value']) })),
    })),
    taskInfo: text(task['url']) === '' ? null : { title: text(task['title']), url: text(task['url']), width: task['width'], height: task['height'] },
  };
}
