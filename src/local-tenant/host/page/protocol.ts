// The teams-js protocol, host side: every function that is answered, and how. What runtimeConfig announces is exactly what stands here.
// Message shapes after @microsoft/teams-js 2.58.

import { api } from './api.ts';
import { offerLink, entityLink } from './deep-links.ts';
import { AppFrame, contextOf, type Answerer } from './frame.ts';
import { record, text, textOrNull } from './json.ts';
import { toast } from './parts.ts';
import { served } from './origins.ts';
import { pickPeople } from './people-select.ts';
import { note, tokenRefusal } from './protocol-log.ts';
import { theTenant } from './store.ts';
import { CANCELLED, followTask, showTask, type TaskInfo } from './tasks.ts';
import { t } from './words.ts';

const RUNTIME = {
  apiVersion: 4,
  hostVersionsInfo: { adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 } },
  isLegacyTeams: false,
  supports: {
    app: { notifySuccessResponse: {} },
    appInstallDialog: {},
    clipboard: {},
    dialog: { card: { bot: {} }, url: { bot: {}, parentCommunication: {} }, update: {} },
    pages: { config: {}, backStack: {}, currentApp: {}, tabs: {} },
    people: {},
  },
};
/** The client version that a host of this runtime gives; people.selectPeople wants 2.0.0 at least. */
const CLIENT_VERSION = '2.0.4';

/** SdkError codes of teams-js. */
const USER_ABORT = 8000;
const INVALID_ARGUMENTS = 4000;
const PERMISSION_DENIED = 1000;
const NOT_SUPPORTED = 100;

export interface HostActs {
  /** A page of an app (deep link, navigateToApp): true when the page went there. */
  openEntity(target: { appId: string; pageId: string | null; subPageId: string | null; channelId: string | null }, url: string): Promise<boolean>;
  openAppDetails(appId: string): boolean;
  goBack(): void;
  /** The app's tabs in the same channel, as TabInstances. */
  tabInstances(frame: AppFrame): unknown[];
  openTabInstance(instance: unknown): boolean;
  /** Another page of the same personal app, or the same tab with another sub-page. */
  openPage(frame: AppFrame, pageId: string | null, subPageId: string | null): boolean;
  /** True when the link was opened inside the page. */
  openLink(url: string): Promise<boolean>;
}

export function protocol(acts: HostActs): Readonly<Record<string, Answerer>> {
  return {
    initialize: (frame, [, , origins]) => {
      frame.initialized = true;
      frame.recovered();
      // The app hears the page only when it trusts its origin: said here, because the app itself will only say "timed out" a minute later.
      if (frame.origin !== location.origin && !(Array.isArray(origins) && origins.includes(location.origin))) note('warning', frame.name, 'initialize', [t.log.origin]);
      return [frame.options.frameContext, 'web', JSON.stringify(RUNTIME), CLIENT_VERSION];
    },
    getContext: (frame) => [contextOf(frame)],
    registerHandler: (frame, [name]) => { frame.handlers.add(text(name)); return undefined; },
    'appInitialization.appLoaded': (frame) => { frame.ready(); return undefined; },
    'appInitialization.success': (frame) => { frame.ready(); return [undefined]; },
    'appInitialization.failure': (frame, [reason, message]) => { frame.fail(text(message) || text(reason)); return undefined; },
    'appInitialization.expectedFailure': (frame, [reason, message]) => { frame.fail(text(message) || text(reason)); return undefined; },

    'authentication.getAuthToken': async (frame) => {
      if (tokenRefusal.on) return [false, 'resourceRequiresConsent'];
      if (frame.options.app === null) return [false, 'App resource not defined in manifest'];
      try {
        const answer = await api.token(frame.options.app.id, frame.declaredOrigin);
        return answer.token === undefined ? [false, answer.error ?? 'FailedToGetToken'] : [true, answer.token];
      } catch (error) {
        note('warning', frame.name, 'authentication.getAuthToken', [error instanceof Error ? error.message : String(error)]);
        return [false, 'FailedToGetToken'];
      }
    },
    // For Microsoft's own apps only.
    'authentication.getUser': () => [false, { errorCode: NOT_SUPPORTED, message: 'not supported' }],
    'authentication.authenticate': (frame, [url, width, height]) => signIn(frame, text(url), Number(width) || 600, Number(height) || 640),
    'authentication.authenticate.success': (frame, [value]) => { frame.options.events?.authenticated?.(true, text(value)); return undefined; },
    'authentication.authenticate.failure': (frame, [reason]) => { frame.options.events?.authenticated?.(false, text(reason)); return undefined; },

    'settings.setValidityState': (frame, [valid]) => { frame.options.events?.validity?.(valid === true); return undefined; },
    'settings.getSettings': (frame) => [frame.pending ?? frame.options.settings ?? {}],
    'settings.setSettings': (frame, [settings]) => {
      const given = record(settings);
      if (textOrNull(given['contentUrl']) === null) return [false, 'contentUrl is missing'];
      frame.pending = given;
      return [true];
    },
    'settings.save.success': (frame) => {
      const settings = frame.pending;
      frame.options.events?.saved?.(settings === undefined ? { ok: false, reason: 'setConfig' } : { ok: true, settings });
      return undefined;
    },
    'settings.save.failure': (frame, [reason]) => { frame.options.events?.saved?.({ ok: false, reason: text(reason) }); return undefined; },
    'settings.remove.success': (frame) => { frame.options.events?.removed?.({ ok: true }); return undefined; },
    'settings.remove.failure': (frame, [reason]) => { frame.options.events?.removed?.({ ok: false, reason: text(reason) }); return undefined; },

    'pages.navigateToApp': async (_frame, [params]) => {
      const to = record(params);
      const target = { appId: text(to['appId']), pageId: textOrNull(to['pageId']), subPageId: textOrNull(to['subPageId']), channelId: textOrNull(to['channelId']) };
      return (await acts.openEntity(target, text(to['webUrl']) || target.appId)) ? [true] : [false, `There is no app ${target.appId} to navigate to.`];
    },
    'pages.currentApp.navigateTo': (frame, [params]) => {
      const to = record(params);
      return acts.openPage(frame, text(to['pageId']), textOrNull(to['subPageId'])) ? [null, undefined] : [{ errorCode: INVALID_ARGUMENTS, message: 'There is no such page.' }, undefined];
    },
    'pages.currentApp.navigateToDefaultPage': (frame) => (acts.openPage(frame, null, null) ? [null, undefined] : [{ errorCode: INVALID_ARGUMENTS, message: 'There is no default page.' }, undefined]),
    getTabInstances: (frame) => [{ teamTabs: acts.tabInstances(frame) }],
    getMruTabInstances: (frame) => [{ teamTabs: acts.tabInstances(frame) }],
    navigateToTab: (_frame, [instance]) => (acts.openTabInstance(instance) ? [true] : [false, 'Invalid internalTabInstanceId and/or channelId were/was provided']),
    navigateBack: () => { acts.goBack(); return [true]; },
    navigateCrossDomain: (frame, [url]) => {
      if (!URL.canParse(text(url)) || !frame.trusts(new URL(text(url)).origin)) return [false, 'Cross-origin navigation is only supported for URLs matching the pattern registered in the manifest.'];
      frame.navigate(text(url));
      return [true];
    },
    setFrameContext: () => undefined,
    returnFocus: (frame, [forward]) => { frame.options.events?.returnFocus?.(forward === true); return undefined; },
    executeDeepLink: async (_frame, [url]) => ((await acts.openLink(text(url))) ? [true] : [false, `The link cannot be opened: ${text(url)}`]),
    shareDeepLink: (frame, [subPageId, label, webUrl]) => {
      const { place, app } = frame.options;
      if (app === null) return undefined;
      offerLink(entityLink(app.externalId, text(place['entityId']), {
        ...(textOrNull(label) === null ? {} : { label: text(label) }), ...(textOrNull(webUrl) === null ? {} : { webUrl: text(webUrl) }), ...(textOrNull(subPageId) === null ? {} : { subPageId: text(subPageId) }),
        ...(textOrNull(place['channelId']) === null ? {} : { channelId: text(place['channelId']) }),
      }), null);
      return undefined;
    },
    'appInstallDialog.openAppInstallDialog': (_frame, [params]) => { acts.openAppDetails(text(record(params)['appId'])); return undefined; },

    // Answered late, when the dialog closes. Always two arguments: teams-js appends one of its own.
    'tasks.startTask': async (frame, [raw]) => {
      const info = record(raw) as TaskInfo;
      const outcome = await showTask({ info, app: frame.options.app, place: frame.options.place, opener: frame });
      if (!outcome.submitted) return [CANCELLED, undefined];
      const botId = text(info.completionBotId).replace(/^28:/, '');
      if (botId === '') return [null, outcome.result];
      const place = botPlaceOf(frame);
      const answer = await api.invoke({ botId, name: 'task/submit', value: { data: outcome.result, context: { theme: contextOf(frame)['theme'] } }, place });
      await followTask(answer, botId, place, frame.options.place);
      return [null, outcome.result];
    },
    'tasks.updateTask': (frame, [raw]) => { frame.options.events?.resized?.(record(raw)); return undefined; },
    'tasks.completeTask': (frame, [result]) => { frame.options.events?.completed?.(result); return undefined; },
    messageForParent: (frame, [message]) => { frame.options.parent?.event('messageForParent', [message]); return undefined; },
    messageForChild: (frame, [message]) => { frame.child?.event('messageForChild', [message]); return undefined; },

    'people.selectPeople': async (_frame, [raw]) => {
      const request = record(raw);
      const selected = Array.isArray(request['setSelected']) ? request['setSelected'].filter((id): id is string => typeof id === 'string') : [];
      const chosen = await pickPeople(theTenant().people, { ...(textOrNull(request['title']) === null ? {} : { title: text(request['title']) }), single: request['singleSelect'] === true, selected });
      if (chosen === undefined) return [{ errorCode: USER_ABORT, message: 'The user closed the picker.' }, undefined];
      return [null, chosen.map((person) => ({ objectId: person.id, displayName: person.name, email: person.upn }))];
    },

    'clipboard.writeToClipboard': async (_frame, [raw]) => {
      const { mimeType, content } = record(raw);
      try {
        const bytes = Uint8Array.from(atob(text(content)), (unit) => unit.charCodeAt(0));
        await navigator.clipboard.write([new ClipboardItem({ [text(mimeType)]: new Blob([bytes], { type: text(mimeType) }) })]);
        return [null, undefined];
      } catch (error) {
        return [{ errorCode: PERMISSION_DENIED, message: error instanceof Error ? error.message : String(error) }, undefined];
      }
    },
    'clipboard.readFromClipboard': async () => {
      try {
        const [item] = await navigator.clipboard.read();
        const type = item?.types[0];
        if (item === undefined || type === undefined) return [{ errorCode: INVALID_ARGUMENTS, message: 'The clipboard is empty.' }, undefined];
        const bytes = new Uint8Array(await (await item.getType(type)).arrayBuffer());
        return [null, JSON.stringify({ mimeType: type, content: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) })];
      } catch (error) {
        return [{ errorCode: PERMISSION_DENIED, message: error instanceof Error ? error.message : String(error) }, undefined];
      }
    },
  };
}

function botPlaceOf(frame: AppFrame): { kind: 'personal' } | { kind: 'channel'; teamId: string; channelId: string; conversationId: string | null } {
  const { place } = frame.options;
  return textOrNull(place['channelId']) === null ? { kind: 'personal' } : { kind: 'channel', teamId: text(place['groupId']), channelId: text(place['channelId']), conversationId: null };
}

/** The sign-in page gets a window of its own, whose opener is this page: it speaks the same protocol. */
function signIn(frame: AppFrame, url: string, width: number, height: number): Promise<unknown[]> {
  return new Promise((resolve) => {
    if (!URL.canParse(url)) { resolve([false, 'Invalid url']); return; }
    const left = Math.max(0, screenX + (outerWidth - width) / 2);
    const top = Math.max(0, screenY + (outerHeight - height) / 2);
    const popup = window.open(served(url), '_blank', `popup,width=${width},height=${height},left=${left},top=${top}`);
    if (popup === null) { toast(t.frame.popupBlocked, 'fault'); resolve([false, 'FailedToOpenWindow']); return; }
    let done = false;
    const end = (answer: unknown[]): void => {
      if (done) return;
      done = true;
      clearInterval(watch);
      window_.dispose();
      resolve(answer);
    };
    const window_ = new AppFrame({
      url, title: t.frame.authentication, app: frame.options.app, frameContext: 'authentication', place: frame.options.place,
      events: { authenticated: (ok, value) => { popup.close(); end([ok, value]); } },
    }, popup);
    // A closed window says nothing: it has to be looked at.
    const watch = setInterval(() => { if (popup.closed) end([false, 'CancelledByUser']); }, 300);
  });
}
