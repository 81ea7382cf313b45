// What the host page and its small API say to each other. Types only: the page takes them over as they stand.

export type Language = 'fr' | 'en';

export interface Person {
  id: string;
  name: string;
  title: string | null;
  upn: string;
  guest: boolean;
  /** What the list of people is grouped by: the institution at the end of a role's title, where there is one. */
  group: string | null;
}

export interface Tenant { id: string; name: string; domain: string; people: Person[] }

export interface AppCommand { title: string; description: string; scopes: string[] }
/** mri: how this bot addresses the person. */
export interface AppBot { id: string; mri: string; name: string; scopes: string[]; commands: AppCommand[] }
export interface AppStaticTab { entityId: string; name: string; contentUrl: string | null; websiteUrl: string | null }
export interface AppExtensionCommand {
  botId: string;
  id: string;
  type: 'query' | 'action';
  title: string;
  description: string;
  context: string[];
  fetchTask: boolean;
  initialRun: boolean;
  parameters: { name: string; title: string; description: string; inputType: string; value: string; required: boolean; choices: { title: string; value: string }[] }[];
  taskInfo: { title: string; url: string; width: unknown; height: unknown } | null;
}

export interface App {
  /** Catalog id. */
  id: string;
  /** The manifest's id, which deep links and the context name. */
  externalId: string;
  name: string;
  fullName: string;
  shortDescription: string;
  fullDescription: string;
  version: string;
  manifestVersion: string;
  accentColor: string | null;
  icon: string | null;
  developer: { name: string; websiteUrl: string | null; privacyUrl: string | null; termsOfUseUrl: string | null };
  bots: AppBot[];
  staticTabs: AppStaticTab[];
  configurable: { url: string; canUpdate: boolean } | null;
  extensions: AppExtensionCommand[];
  validDomains: string[];
  channelTypes: string[];
  /** Installed for the person. */
  mine: boolean;
  /** Group ids of the person's teams that have it. */
  teams: string[];
}

export interface ChannelLine { id: string; name: string; general: boolean; type: 'standard' | 'private' | 'shared'; archived: boolean; unread: boolean; mentions: number }
export interface TeamLine { id: string; internalId: string; name: string; description: string | null; visibility: 'private' | 'public'; archived: boolean; role: 'owner' | 'member' | 'guest'; members: number; channels: ChannelLine[] }
export interface ChatLine { botId: string; appId: string; conversationId: string; name: string; last: { text: string; at: number; mine: boolean } | null; unread: number; blocked: boolean }
export interface ActivityLine {
  id: string;
  kind: 'chat' | 'mention' | 'reply';
  from: Sender;
  at: number;
  preview: string;
  unread: boolean;
  teamId: string | null;
  channelId: string | null;
  botId: string | null;
  /** Root of the thread. */
  root: string | null;
  place: string;
}

/** Everything beside the open page; fetched again when something changes. */
export interface Overview { me: Person & { locale: string; zone: string }; teams: TeamLine[]; chats: ChatLine[]; apps: App[]; activity: ActivityLine[] }

export interface Sender { kind: 'person' | 'bot'; id: string; name: string; appId: string | null }

export interface Message {
  id: string;
  conversationId: string;
  from: Sender;
  mine: boolean;
  at: number;
  /** Grows with each change: what is shown is replaced when it differs. */
  revision: string;
  edited: boolean;
  text: string;
  format: 'plain' | 'markdown' | 'xml';
  mentions: { text: string; name: string; me: boolean }[];
  attachments: { contentType: string; content: unknown; name: string | null; contentUrl: string | null }[];
  layout: 'list' | 'carousel';
  suggested: { title: string; type: string; value: string }[];
}

export interface Thread { conversationId: string; root: string; messages: Message[]; rootDeleted: boolean }

export interface ChannelTab {
  id: string;
  name: string;
  appId: string;
  externalAppId: string;
  entityId: string;
  contentUrl: string;
  websiteUrl: string | null;
  removeUrl: string | null;
  canUpdate: boolean;
  accentColor: string | null;
  icon: string | null;
}

export interface Mentionable { kind: 'bot' | 'person'; id: string; name: string; detail: string | null }

export interface ChannelPage {
  team: TeamLine;
  channel: ChannelLine;
  email: string;
  tabs: ChannelTab[];
  threads: Thread[];
  mentionable: Mentionable[];
  /** null: the person may; otherwise why not. */
  posting: null | 'archived' | 'guest';
  tabbing: null | 'archived' | 'guest' | 'owners-only';
}

export interface ChatPage { chat: ChatLine; messages: Message[] }

export interface InvokeRequest {
  botId: string;
  name: string;
  value: unknown;
  replyToId?: string;
  /** The message on which an action command was chosen: the tenant sends it along as Teams does. */
  messageId?: string;
  place: BotPlace;
}
export type BotPlace = { kind: 'personal' } | { kind: 'channel'; teamId: string; channelId: string; conversationId: string | null };
/** `status` null: the bot could not be reached. */
export interface InvokeAnswer { status: number | null; body: unknown; reason: string | null }

export interface Said { text: string; mentions?: { kind: 'bot' | 'person'; id: string; name: string }[]; value?: unknown; replyToId?: string }

export interface NewTab { appId: string; name: string; entityId: string | null; contentUrl: string; websiteUrl: string | null; removeUrl: string | null }

export type Refusal =
  | 'not-member' | 'archived' | 'guest' | 'owners-only' | 'blocked' | 'gone' | 'bad-request' | 'no-app' | 'channel-type' | 'outside-domains' | 'name-missing' | 'already-installed' | 'unknown-person' | 'fault'
  | 'no-mailbox' | 'not-organizer' | 'bad-time' | 'crossing';
export interface Problem { error: Refusal; detail?: string }

export interface TokenAnswer { token?: string; error?: string }

export type MeetingResponse = 'none' | 'accepted' | 'tentativelyAccepted' | 'declined';
/** One event, or one occurrence of a series, in one mailbox. */
export interface Meeting {
  id: string;
  subject: string;
  startAt: number;
  endAt: number;
  allDay: boolean;
  /** The zone in which it was planned, as its organizer wrote it. */
  zone: string;
  organizer: string;
  /** The mailbox is its organizer's. */
  mine: boolean;
  series: boolean;
  response: MeetingResponse;
  cancelled: boolean;
  /** Out of the calendar since it was declined, but it can still be accepted. */
  declined: boolean;
  /** Takes no time. */
  free: boolean;
  location: string | null;
  joinUrl: string | null;
  attendees: { name: string; response: MeetingResponse | 'organizer' | 'notResponded' }[];
}
export interface CalendarMailbox { id: string; name: string; mine: boolean }
export interface CalendarPage {
  /** The person's own, then those that were shared with them. */
  mailboxes: CalendarMailbox[];
  mailbox: string;
  /** The person's zone, in which everything is shown. */
  zone: string;
  today: string;
  days: { date: string; at: number; until: number }[];
  meetings: Meeting[];
}
/** Times as typed, `2027-02-09T10:00` on the person's clock; `whole`: the series rather than the occurrence. */
export interface MeetingChange { subject?: string; start?: string; end?: string; whole: boolean }

/** A server-sent event. `overview`: it changed; `calendar`: some event in one of the person's mailboxes did; `conversations`: those whose messages changed; `tabs`: channels whose tabs did. */
export interface Change { overview: boolean; calendar: boolean; conversations: string[]; tabs: string[]; typing: string[] }
