// Addresses inside Teams, the same ones in cards, tabs, mails and documents. Forms: "Create deep links" (Teams documentation).

const TEAMS = 'https://teams.microsoft.com/l';

export interface AppLink {
  /** Manifest id of the app, as external apps are named in links. */
  readonly appId: string;
  readonly tenantId: string;
  /** Of the tab: what its configuration, or the manifest for a personal one, calls it. */
  readonly entityId: string;
  /** Where to go when Teams is not there. */
  readonly webUrl: string;
  readonly label: string;
  /** Absent: a personal tab. */
  readonly channelId?: string;
  readonly subPageId?: string;
}

export function tabLink({ appId, tenantId, entityId, webUrl, label, channelId, subPageId }: AppLink): string {
  const context = { ...(subPageId === undefined ? {} : { subEntityId: subPageId }), ...(channelId === undefined ? {} : { channelId }) };
  const query = [`tenantId=${encodeURIComponent(tenantId)}`, `webUrl=${encodeURIComponent(webUrl)}`, `label=${encodeURIComponent(label)}`];
  if (Object.keys(context).length > 0) query.push(`context=${encodeURIComponent(JSON.stringify(context))}`);
  return `${TEAMS}/entity/${encodeURIComponent(appId)}/${encodeURIComponent(entityId)}?${query.join('&')}`;
}

export const channelLink = (place: { channelId: string; name: string; groupId: string; tenantId: string }): string =>
  `${TEAMS}/channel/${encodeURIComponent(place.channelId)}/${encodeURIComponent(place.name)}?groupId=${encodeURIComponent(place.groupId)}&tenantId=${encodeURIComponent(place.tenantId)}`;

/** A task in Planner's own pages, which open in Teams too. No form of it is documented; this is the one that its pages show. */
export const plannerTaskLink = ({ plan, task, tenantId }: { readonly plan: string; readonly task: string; readonly tenantId: string }): string =>
  `https://planner.cloud.microsoft/webui/plan/${encodeURIComponent(plan)}/view/board/task/${encodeURIComponent(task)}?tid=${encodeURIComponent(tenantId)}`;

/** A chat with one account, its first message already typed. People are named by their work address, a bot by `28:{app id}`. */
export const chatLink = (account: string, message?: string): string =>
  `${TEAMS}/chat/0/0?users=${encodeURIComponent(account)}${message === undefined ? '' : `&message=${encodeURIComponent(message)}`}`;
