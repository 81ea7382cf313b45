// What the page knows of the tenant as this person sees it, and who wants to hear when it changes.

import type { App, ChannelLine, ChatLine, Overview, TeamLine, Tenant } from '../wire.ts';
import { api } from './api.ts';
import { oneAtATime } from './dom.ts';
import { standFor } from './origins.ts';

let tenant: Tenant | undefined;
let overview: Overview | undefined;
const listeners = new Set<(overview: Overview) => void>();

export const theTenant = (): Tenant => { if (tenant === undefined) throw new Error('the tenant is not loaded'); return tenant; };
export const theOverview = (): Overview => { if (overview === undefined) throw new Error('the overview is not loaded'); return overview; };

export async function loadTenant(): Promise<Tenant> { tenant = await api.tenant(); return tenant; }

export function onOverview(listener: (overview: Overview) => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

export const refreshOverview = oneAtATime(async () => {
  overview = await api.overview();
  standFor(overview.apps);
  for (const listener of listeners) listener(overview);
});

export const findApp = (id: string): App | undefined => theOverview().apps.find((app) => app.id === id || app.externalId.toLowerCase() === id.toLowerCase());
export const appOfBot = (botId: string): App | undefined => theOverview().apps.find((app) => app.bots.some((bot) => bot.id === botId));
export const findChat = (botId: string): ChatLine | undefined => theOverview().chats.find((chat) => chat.botId === botId.toLowerCase());

export function findChannel(channelId: string): { team: TeamLine; channel: ChannelLine } | undefined {
  for (const team of theOverview().teams) {
    const channel = team.channels.find((entry) => entry.id === channelId);
    if (channel !== undefined) return { team, channel };
  }
  return undefined;
}
