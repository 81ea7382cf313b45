// The only file that speaks to the Teams client. Every question has a time limit of our own: teams-js waits 60 s for the
// first answer, and for ever for the next ones.
import { app, authentication, FrameContexts, pages } from '@microsoft/teams-js';

export const THEMES = ['light', 'dark', 'contrast'] as const;
export type ThemeName = (typeof THEMES)[number];

/** Where Teams shows us. */
export interface Place {
  readonly frame: 'content' | 'settings' | 'other';
  readonly theme: ThemeName;
  readonly subPage: string | null;
  /** Microsoft 365 group of the team (the id that Graph knows), absent outside channels. */
  readonly teamId: string | null;
  readonly teamName: string | null;
  readonly channelId: string | null;
  readonly channelName: string | null;
  /** Entra object id: only to keep this person's drafts and language apart on a shared machine. */
  readonly person: string;
}
export type Entry = { readonly is: 'inside'; readonly place: Place } | { readonly is: 'outside' } | { readonly is: 'silent' };

const ENTRY_MS = 10_000;

export class TooSlow extends Error {}
export function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TooSlow(`no answer in ${ms} ms`)), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const themeOf = (name: string | undefined): ThemeName => (name === 'dark' || name === 'glass' ? 'dark' : name === 'contrast' ? 'contrast' : 'light');

/** Alone in a browser window there is nobody to answer. */
export const isFramed = (): boolean => globalThis.parent !== globalThis.self || globalThis.opener !== null;

export async function enterTeams(): Promise<Entry> {
  if (!isFramed()) return { is: 'outside' };
  try {
    await within(app.initialize(), ENTRY_MS);
    const context = await within(app.getContext(), ENTRY_MS);
    const frame = context.page.frameContext;
    return {
      is: 'inside',
      place: {
        frame: frame === FrameContexts.settings ? 'settings' : frame === FrameContexts.content ? 'content' : 'other',
        theme: themeOf(context.app.theme),
        subPage: context.page.subPageId === undefined || context.page.subPageId === '' ? null : context.page.subPageId,
        teamId: context.team?.groupId ?? null,
        teamName: context.team?.displayName ?? null,
        channelId: context.channel?.id ?? null,
        channelName: context.channel?.displayName ?? null,
        person: context.user?.id ?? 'unknown',
      },
    };
  } catch {
    return { is: 'silent' };
  }
}

export const onTheme = (listener: (theme: ThemeName) => void): void => app.registerOnThemeChangeHandler((name) => listener(themeOf(name)));

export const appLoaded = (): void => app.notifyAppLoaded();
export const appReady = (): void => { app.notifySuccess().catch(() => undefined); };
export function appFailed(message: string, authentication: boolean): void {
  app.notifyFailure({ reason: authentication ? app.FailedReason.AuthFailed : app.FailedReason.Other, message });
}

let early: Promise<string> | null = null;
/** Asked as soon as Teams answers, while the code that needs it is still on its way. */
export function askTokenAhead(): void {
  early = within(authentication.getAuthToken(), ENTRY_MS);
  early.catch(() => undefined);
}
export function askToken(): Promise<string> {
  const ahead = early;
  early = null;
  return ahead ?? within(authentication.getAuthToken(), ENTRY_MS);
}

/** Opens a Teams link inside the client, anything else in the browser. */
export async function openLink(url: string): Promise<void> {
  if (!app.isInitialized()) { globalThis.open(url, '_blank', 'noopener'); return; }
  await within(app.openLink(url), ENTRY_MS).catch(() => { globalThis.open(url, '_blank', 'noopener'); });
}

export interface TabSettings { readonly entityId: string; readonly contentUrl: string; readonly websiteUrl: string; readonly suggestedDisplayName: string }

export const settings = {
  valid: (ok: boolean): void => pages.config.setValidityState(ok),
  current: async (): Promise<{ entityId: string | null }> => {
    const config = await within(pages.getConfig(), ENTRY_MS).catch(() => ({ entityId: undefined }));
    return { entityId: config.entityId ?? null };
  },
  /** Teams waits for the answer of the handler, success or a reason. */
  onSave: (make: () => TabSettings | null, refusal: () => string): void => {
    pages.config.registerOnSaveHandler((event) => {
      const chosen = make();
      if (chosen === null) { event.notifyFailure(refusal()); return; }
      within(pages.config.setConfig({ ...chosen }), ENTRY_MS).then(() => event.notifySuccess(), () => event.notifyFailure(refusal()));
    });
  },
};
