// The frame that every card shares: language, title, text for clients that cannot draw it, and the kinds of buttons.
import { AdaptiveCard, ExecuteAction, OpenUrlAction, ShowCardAction, SubmitAction, TextBlock, type IAdaptiveCard } from '@microsoft/teams.cards';
import type { Language } from '../../src/shared/language.ts';
import type { CardAction } from '../intents/card-action.ts';

export interface CardMessage {
  /** Plain data, as it goes over the wire. */
  readonly card: IAdaptiveCard;
  /** One sentence: a phone's notification, and what a screen reader hears first. */
  readonly summary: string;
}

type Elements = ConstructorParameters<typeof AdaptiveCard>;
export type Element = Elements[number];
export type Button = ExecuteAction | OpenUrlAction | ShowCardAction | SubmitAction;

/** A word that people typed. Card text is Markdown: a committee named `[here](https://…)` must not become a link. */
export const plain = (text: string): string => text.replace(/[\\`*_[\]]/g, String.raw`\$&`);

export const heading = (text: string): TextBlock => new TextBlock(plain(text), { size: 'Large', weight: 'Bolder', wrap: true, style: 'heading' });
export const paragraph = (text: string, how: { subtle?: boolean } = {}): TextBlock => new TextBlock(plain(text), { wrap: true, ...(how.subtle === true ? { isSubtle: true } : {}) });

/** A button that asks the bot. Same for everyone; whether the person may is checked when it arrives. */
export function ask(title: string, action: CardAction): ExecuteAction {
  return new ExecuteAction({
    title,
    verb: action.verb,
    data: { ...action },
    // Clients from before universal actions send a message with the same data instead.
    fallback: new SubmitAction({ title, data: { ...action } }),
  });
}

/** Sends what was typed in a dialog of Teams, which knows no other button. */
export const submit = (title: string, data: object): SubmitAction => new SubmitAction({ title, data: { ...data } });

/** Opens a small form within the card: its inputs, and the button that sends them. */
export const reveal = (title: string, inputs: readonly Element[], send: ExecuteAction): ShowCardAction =>
  new ShowCardAction({ title, card: new AdaptiveCard(...inputs).withOptions({ version: '1.5', actions: [send] }) });

export const open = (title: string, url: string): OpenUrlAction => new OpenUrlAction(url, { title });

export function card(language: Language, title: string, body: readonly Element[], buttons: readonly Button[], fallback: readonly string[]): CardMessage {
  const colon = language === 'fr-CA' ? '\u00A0: ' : ': ';
  const links = buttons.filter((button) => button instanceof OpenUrlAction).map((button) => `${button.title ?? ''}${colon}${button.url}`);
  const built = new AdaptiveCard(heading(title), ...body).withOptions({
    version: '1.5',
    // Two letters: with a region the renderers drop it ("The 2-letter ISO-639-1 language used in the card").
    lang: language.slice(0, 2),
    fallbackText: [title, ...fallback, ...links].join('\n'),
    ...(buttons.length > 0 ? { actions: [...buttons] } : {}),
  });
  // Builders carry methods; what is stored, compared and sent is plain data.
  return { card: lean(JSON.parse(JSON.stringify(built))) as IAdaptiveCard, summary: title };
}

// The builders write out every default, some of them of versions after 1.5: twice the size, and nothing that a client needs.
const DEFAULTS: Readonly<Record<string, unknown>> = {
  isVisible: true, separator: false, height: 'auto', spacing: 'Default', isSortKey: false, showBorder: false, roundedCorners: false, bleed: false,
  isEnabled: true, mode: 'primary', style: 'default', conditionallyEnabled: false, useMultipleColumns: false,
};

function lean(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(lean);
  if (typeof node !== 'object' || node === null) return node;
  // `data` is ours and goes back to us as it is.
  return Object.fromEntries(Object.entries(node).filter(([key, value]) => value !== DEFAULTS[key] && key !== 'requires').map(([key, value]) => [key, key === 'data' ? value : lean(value)]));
}
