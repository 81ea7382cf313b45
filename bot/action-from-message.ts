// « Créer une action » on any message, or from the compose box: a dialog that is filled in with what the message says, and comes back with
// what is wrong until the action is made. Forms: "Create and respond with dialogs", "Respond to the submit action" (Teams documentation).
import { z } from 'zod';
import type { Language, Text } from '../src/shared/language.ts';
import type { CardMessage } from './cards/card.ts';
import { dialogCard, madeInDialogCard, notAllowedDraftCard, restrictedDraftCard } from './cards/new-action.ts';
import { fieldsOf, whereOf, type ActionAnswersParts } from './actions.ts';
import type { InvokeAnswer } from './channel.ts';
import { readNewAction } from './intents/new-action.ts';
import type { Speaker } from './meetings.ts';
import type { Made, QuotedMessage } from './use-cases-actions.ts';
import { botWords } from './words.ts';
import { actionWords } from './words-actions.ts';

export const CREATE_ACTION = 'create-action';

const Payload = z.object({ linkToMessage: z.url().max(2_000).nullish(), body: z.object({ content: z.string().nullish() }).nullish() });
const Asked = z.object({ commandId: z.string(), messagePayload: Payload.nullish() });
const Typed = z.object({
  reference: z.string().max(40), title: z.string().max(5_000).optional(), committee: z.string().max(200).optional(), owner: z.string().max(200).optional(), due: z.string().max(40).optional(),
  priority: z.enum(['urgent', 'important', 'medium', 'low']).optional(),
});
const Submitted = Asked.extend({ data: Typed });

/** Words of a message that make a title. */
const TITLE_LENGTH = 120;
/** As the rules have it: what is longer is cut, for its link leads to the rest. */
const LONGEST_QUOTE = 4_000;

export interface ActionFromMessage {
  opened(by: Speaker, value: unknown): Promise<InvokeAnswer>;
  submitted(by: Speaker, value: unknown): Promise<InvokeAnswer>;
}

export function actionFromMessage({ actions, groupOf, links, newReference }: ActionAnswersParts): ActionFromMessage {
  const dialog = (content: CardMessage, language: Language, height: 'small' | 'medium' = 'medium'): InvokeAnswer => ({
    status: 200,
    body: { task: { type: 'continue', value: { title: actionWords(language).draft.fromMessage, height, width: 'medium', card: { contentType: 'application/vnd.microsoft.card.adaptive', content: content.card } } } },
  });

  function shown({ language }: Speaker, made: Made, reference: string, { quoted, wanting }: { readonly quoted: boolean; readonly wanting: (of: readonly Text[]) => readonly Text[] }): InvokeAnswer {
    switch (made.is) {
      case 'made': return dialog(madeInDialogCard(made.action, language), language, 'small');
      case 'draft': return dialog(dialogCard(made.draft, reference, language, { quoted, wanting: wanting(made.draft.wanting) }), language);
      case 'restricted': return dialog(restrictedDraftCard(made.acronym, links.home, botWords(language).buttons.openHome, language), language, 'small');
      case 'not-allowed': return dialog(notAllowedDraftCard(made.why, language), language, 'small');
      default: return made satisfies never;
    }
  }

  return {
    async opened(by, value) {
      const asked = Asked.parse(value);
      if (asked.commandId !== CREATE_ACTION) return { status: 501, body: undefined };
      const message = quotedIn(asked.messagePayload);
      // « … avant vendredi » in the message is a due day as good as any; the rest of it stays in the quote.
      const { due } = readNewAction(message?.quote.slice(0, TITLE_LENGTH * 3) ?? '', actions.today());
      const day = due === null || due.is === 'unknown' ? null : due.is === 'day' ? due.day : { workingDays: due.days };
      const drafted = await actions.draft(by.person, await whereOf(by.activity, groupOf), { titles: [{ title: firstWords(message?.quote ?? ''), owner: null }], due: day });
      // Nothing was sent yet: what is missing is plain to see in the form.
      return shown(by, drafted, newReference(), { quoted: message !== null, wanting: () => [] });
    },
    async submitted(by, value) {
      const { commandId, data, messagePayload } = Submitted.parse(value);
      if (commandId !== CREATE_ACTION) return { status: 501, body: undefined };
      const message = quotedIn(messagePayload);
      const made = await actions.make(by.person, fieldsOf(data), { message, reference: data.reference });
      return shown(by, made, data.reference, { quoted: message !== null, wanting: (of) => of });
    },
  };
}

function quotedIn(payload: z.infer<typeof Payload> | null | undefined): QuotedMessage | null {
  const url = payload?.linkToMessage;
  if (payload == null || url == null) return null;
  return { url, quote: plainText(payload.body?.content ?? '').slice(0, LONGEST_QUOTE) };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '’', nbsp: ' ' };
/** Teams gives HTML: its text, with a line for each paragraph. */
const plainText = (html: string): string => html
  .replace(/<(?:br|\/p|\/div|\/li)\b[^>]*>/giu, '\n').replace(/<[^>]*>/gu, '')
  .replace(/&(?:#(\d{1,6})|(\w{2,6}));/gu, (whole, code: string | undefined, name: string | undefined) => (code === undefined ? (ENTITIES[name ?? ''] ?? whole) : Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : whole))
  .replace(/[ \t\u00A0]+/gu, ' ').replace(/\s*\n\s*/gu, '\n').trim();

/** The first sentence, or as many words as make a title. */
function firstWords(text: string): string {
  const [sentence = ''] = text.split(/\n|(?<=[.!?])\s/u);
  if (sentence.length <= TITLE_LENGTH) return sentence.replace(/[.\s]+$/u, '');
  return `${sentence.slice(0, TITLE_LENGTH).replace(/\s+\S*$/u, '')}…`;
}
