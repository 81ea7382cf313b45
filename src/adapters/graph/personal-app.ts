// Gouverne's own place beside each person, through Graph v1.0: installs the app for somebody whom the bot never met, and reads
// the chat between the two for the bot's own messages.

import { markOf } from '../../features/conversations/domain/mark.ts';
import type { AppInstaller, ChatWindow } from '../../features/conversations/ports.ts';
import type { EntraId } from '../../shared/ids.ts';
import type { GraphSender } from './batch.ts';
import { GraphFault } from './graph-fault.ts';
import type { Page } from './pages.ts';

export interface PersonalAppOptions {
  readonly sender: GraphSender;
  /** `https://graph.microsoft.com`: what @odata.bind names. */
  readonly bindBase: string;
  readonly manifestId: string;
}

interface Attachment { contentType?: string | null; content?: string | null }
interface ChatMessage { id: string; createdDateTime?: string | null; deletedDateTime?: string | null; from?: { application?: { id?: string | null } | null } | null; attachments?: Attachment[] | null }

const CARD = 'application/vnd.microsoft.card.adaptive';
/** "Maximum allowed $top value is 50" ("List messages in a chat"). */
const PAGE = 50;
/** Pages that are read at most: nobody writes more between a message and the look for it. */
const PAGES = 4;
/** Our clock and the service's may differ by so much. */
const CLOCKS_MS = 10 * 60_000;

export function personalApp({ sender, bindBase, manifestId }: PersonalAppOptions): AppInstaller & ChatWindow {
  const get = async <T>(url: string): Promise<T> => (await sender.send({ method: 'GET', url })).body as T;
  const filter = (expression: string): string => `$filter=${encodeURIComponent(expression)}`;
  const catalogApp = async (): Promise<string | null> => (await get<Page<{ id: string }>>(`/appCatalogs/teamsApps?${filter(`externalId eq '${manifestId}'`)}`)).value[0]?.id ?? null;
  let catalogId: Promise<string | null> | undefined;

  /** The id of the chat; null while the app is not there for the person. */
  async function chatOf(person: EntraId): Promise<string | null> {
    const apps = `/users/${person}/teamwork/installedApps`;
    const [installation] = (await get<Page<{ id: string }>>(`${apps}?$expand=teamsApp&${filter(`teamsApp/externalId eq '${manifestId}'`)}`)).value;
    return installation === undefined ? null : (await get<{ id: string }>(`${apps}/${encodeURIComponent(installation.id)}/chat`)).id;
  }

  return {
    async install(person) {
      catalogId ??= catalogApp();
      const app = await catalogId.catch((error: unknown) => { catalogId = undefined; throw error; });
      if (app === null) { catalogId = undefined; return null; }
      try {
        await sender.send({ method: 'POST', url: `/users/${person}/teamwork/installedApps`, body: { 'teamsApp@odata.bind': `${bindBase}/v1.0/appCatalogs/teamsApps/${app}` } });
      } catch (fault) {
        if (!(fault instanceof GraphFault)) throw fault;
        // Consent is missing, a policy blocks the app, or there is no such person: nothing that waiting would mend.
        if (fault.kind === 'forbidden' || fault.kind === 'not-found' || fault.kind === 'refused') return null;
        // Already there, or there after all behind a lost answer: the list tells.
        if (fault.kind !== 'conflict' && fault.kind !== 'lost') throw fault;
      }
      const chat = await chatOf(person);
      if (chat === null) throw new GraphFault('unavailable', 'GET /users/{id}/teamwork/installedApps', { message: 'the installation is not listed yet' });
      return chat;
    },

    async find(person, message, since) {
      try {
        const chat = await chatOf(person);
        // Not installed for the person by itself, but perhaps in a team of theirs: then Graph names no chat to look into.
        if (chat === null) return null;
        const from = since.getTime() - CLOCKS_MS;
        const copies: string[] = [];
        let url: string | undefined = `/chats/${encodeURIComponent(chat)}/messages?$top=${PAGE}`;
        for (let page = 0; url !== undefined; page += 1) {
          if (page === PAGES) return null;
          const read: Page<ChatMessage> = await get(url);
          for (const one of read.value) {
            const standing = one.from?.application != null && (one.deletedDateTime ?? null) === null;
            if (!standing) continue;
            const name = nameOf(one);
            if (name === undefined) return null;
            if (name === message) copies.push(one.id);
          }
          // Newest first, by the last change: what is older than that cannot be the copy.
          const oldest = read.value.at(-1)?.createdDateTime ?? null;
          url = oldest !== null && Date.parse(oldest) < from ? undefined : read['@odata.nextLink']?.replace(/^https?:\/\/[^/]+\/v1\.0/, '');
        }
        return copies;
      } catch (fault) {
        if (fault instanceof GraphFault && (fault.kind === 'forbidden' || fault.kind === 'not-found')) return null;
        throw fault;
      }
    },
  };
}

/** The name that a message of ours bears; null: none; undefined: its card cannot be read, so that nobody can tell. */
function nameOf({ attachments }: ChatMessage): string | null | undefined {
  const card = attachments?.find(({ contentType }) => contentType === CARD);
  if (card === undefined) return null;
  try {
    return markOf(JSON.parse(card.content ?? '') as Parameters<typeof markOf>[0]);
  } catch {
    return undefined;
  }
}
