// Shows Adaptive Cards as Teams does, each in a shadow root, so that two cards with the same input ids, or a card and the page, never meet.

import type * as AC from 'adaptivecards';
import { h } from './dom.ts';
import { servedInside } from './origins.ts';
import { markdown } from './rich-text.ts';
import { session } from './session.ts';
import { t } from './words.ts';

declare global {
  // eslint-disable-next-line no-var -- only var declares a global
  var AdaptiveCards: typeof AC | undefined;
}

export type CardAction =
  | { kind: 'execute'; id: string | undefined; title: string | undefined; verb: string; data: unknown }
  | { kind: 'submit'; title: string | undefined; data: unknown }
  | { kind: 'open-url'; url: string };

let loading: Promise<typeof AC> | undefined;

/** Half a megabyte that a page without cards does not need. */
export function cardLibrary(): Promise<typeof AC> {
  loading ??= new Promise((resolve, reject) => {
    const script = h('script', { attrs: { src: 'vendor/adaptivecards.js' } });
    script.addEventListener('load', () => {
      const library = globalThis.AdaptiveCards;
      if (library === undefined) { reject(new Error(t.card.unreadable)); return; }
      library.AdaptiveCard.onProcessMarkdown = (text, result) => {
        result.outputHtml = markdown(text, { openLink: () => {} }).innerHTML;
        result.didProcess = true;
      };
      library.Strings.defaults.overflowButtonText = () => '…';
      library.Strings.defaults.overflowButtonTooltip = () => t.more;
      library.GlobalSettings.setTabIndexAtCardRoot = false;
      resolve(library);
    });
    script.addEventListener('error', () => { loading = undefined; script.remove(); reject(new Error(t.noAnswer)); });
    document.head.append(script);
  });
  return loading;
}

/**
 * `run` is given the pressed button's meaning; a card of the bot is busy until it resolves.
 * The element is there at once, its content as soon as the renderer is loaded.
 */
export function renderCard(content: unknown, run: (action: CardAction) => void, openLink: (url: string) => void): HTMLElement {
  const host = h('div', { class: 'card', attrs: { role: 'group', 'aria-label': t.card.card } });
  const root = host.attachShadow({ mode: 'open' });
  const draw = async (): Promise<void> => {
    let library: typeof AC;
    try { library = await cardLibrary(); } catch { root.replaceChildren(h('p', { text: t.card.unreadable })); return; }
    root.adoptedStyleSheets = [sheet()];
    const card = new library.AdaptiveCard();
    card.hostConfig = new library.HostConfig(hostConfig());
    card.onExecuteAction = (action) => {
      if (action instanceof library.ExecuteAction) run({ kind: 'execute', id: action.id, title: action.title, verb: action.verb, data: action.data });
      else if (action instanceof library.SubmitAction) run({ kind: 'submit', title: action.title, data: action.data });
      else if (action instanceof library.OpenUrlAction && action.url !== undefined) run({ kind: 'open-url', url: action.url });
    };
    const fallback = (content as { fallbackText?: unknown } | null)?.fallbackText;
    try {
      card.parse(servedInside(content));
      const element = card.render();
      if (element === undefined) throw new Error('nothing to show');
      const speak = (content as { speak?: unknown }).speak;
      if (typeof speak === 'string' && speak !== '') host.setAttribute('aria-label', speak);
      const { lang } = content as { lang?: unknown };
      if (typeof lang === 'string') host.lang = lang;
      root.replaceChildren(element);
    } catch {
      root.replaceChildren(h('p', { text: typeof fallback === 'string' && fallback !== '' ? fallback : t.card.unreadable }));
    }
  };
  root.addEventListener('click', (event) => {
    const anchor = (event.target as Element | null)?.closest('a[href]');
    if (anchor === null || anchor === undefined) return;
    event.preventDefault();
    openLink(anchor.getAttribute('href') ?? '');
  });
  // The colours of a card are part of its host's configuration: another theme is another drawing.
  host.addEventListener('host-theme', () => { void draw(); });
  void draw();
  return host;
}

export function redrawCards(): void {
  for (const host of document.querySelectorAll('.card')) host.dispatchEvent(new CustomEvent('host-theme'));
}

interface Palette { back: string; emphasis: string; text: string; subtle: string; accent: string; good: string; warning: string; attention: string; line: string; tints: { accent: string; good: string; warning: string; attention: string } }

/** Teams' own card colours in its three themes, darkened or lightened where the original misses 4.5 : 1. */
const PALETTES: Record<typeof session.theme, Palette> = {
  default: { back: '#ffffff', emphasis: '#f5f5f5', text: '#242424', subtle: '#616161', accent: '#4f52b2', good: '#0e700e', warning: '#8a4b08', attention: '#b10e1c', line: '#d1d1d1', tints: { accent: '#e8ebfa', good: '#f1faf1', warning: '#fff9f5', attention: '#fdf3f4' } },
  dark: { back: '#292929', emphasis: '#1f1f1f', text: '#ffffff', subtle: '#c7c7c7', accent: '#a6a7ff', good: '#7fd17f', warning: '#f7b27a', attention: '#f59aa0', line: '#525252', tints: { accent: '#2f2f4a', good: '#1f3520', warning: '#3f2d1a', attention: '#3f1f22' } },
  contrast: { back: '#000000', emphasis: '#000000', text: '#ffffff', subtle: '#ffffff', accent: '#1aebff', good: '#3ff23f', warning: '#ffff01', attention: '#ff8f8f', line: '#ffffff', tints: { accent: '#000000', good: '#000000', warning: '#000000', attention: '#000000' } },
};

function hostConfig(): unknown {
  const p = PALETTES[session.theme];
  const colour = (main: string, subtle = main) => ({ default: main, subtle });
  const foregroundColors = { default: colour(p.text, p.subtle), dark: colour(p.text, p.subtle), light: colour(p.subtle), accent: colour(p.accent), good: colour(p.good), warning: colour(p.warning), attention: colour(p.attention) };
  const container = (backgroundColor: string) => ({ backgroundColor, foregroundColors, borderColor: p.line });
  const family = "'Segoe UI', system-ui, -apple-system, BlinkMacSystemFont, Roboto, 'Helvetica Neue', sans-serif";
  return {
    hostCapabilities: { capabilities: null },
    supportsInteractivity: true,
    fontFamily: family,
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: p.line },
    imageSizes: { small: 32, medium: 52, large: 100 },
    imageSet: { imageSize: 'medium', maxImageHeight: 100 },
    containerStyles: { default: container(p.back), emphasis: container(p.emphasis), accent: container(p.tints.accent), good: container(p.tints.good), warning: container(p.tints.warning), attention: container(p.tints.attention) },
    actions: { maxActions: 6, spacing: 'default', buttonSpacing: 8, showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' }, preExpandSingleShowCardAction: false, actionsOrientation: 'horizontal', actionAlignment: 'left', allowTitleToWrap: true },
    adaptiveCard: { allowCustomStyle: true },
    factSet: { title: { size: 'default', color: 'default', isSubtle: false, weight: 'bolder', wrap: true, maxWidth: 180 }, value: { size: 'default', color: 'default', isSubtle: false, weight: 'default', wrap: true }, spacing: 16 },
    textStyles: { heading: { size: 'large', weight: 'bolder', color: 'default', isSubtle: false, fontType: 'default' }, columnHeader: { weight: 'bolder' } },
    textBlock: { headingLevel: 2 },
    inputs: { label: { inputSpacing: 'small', requiredInputs: { weight: 'bolder', color: 'default', size: 'default', suffix: ' *', suffixColor: 'attention' }, optionalInputs: { weight: 'bolder', color: 'default', size: 'default' } }, errorMessage: { size: 'small', color: 'attention', weight: 'default', spacing: 'small' } },
  };
}

let cardSheet: CSSStyleSheet | undefined;
/** Custom properties of the page reach into the shadow: one sheet serves the three themes. */
function sheet(): CSSStyleSheet {
  if (cardSheet !== undefined) return cardSheet;
  cardSheet = new CSSStyleSheet();
  cardSheet.replaceSync(`
    :host { color: var(--fg); font: 14px/20px var(--font); overflow-wrap: anywhere; }
    .ac-adaptiveCard { border-radius: 6px; outline: none; }
    p { margin: 0 0 8px; } p:last-child { margin-bottom: 0; } ul, ol { margin: 0; padding-left: 20px; }
    a, .ac-anchor { color: var(--link); text-decoration: underline; }
    .mention { color: var(--link); font-weight: 600; }
    .ac-actionSet { gap: 8px; flex-wrap: wrap; }
    .ac-actionSet > div[style*="flex: 0 0 auto"]:empty { display: none; }
    .ac-pushButton { font: 600 14px/20px var(--font); min-height: 32px; padding: 5px 12px; border-radius: 4px; border: 1px solid var(--line-strong); background: var(--surface); color: var(--fg); cursor: pointer; max-width: 100%; white-space: normal; }
    .ac-pushButton:hover { background: var(--hover); color: var(--hover-fg); }
    .ac-pushButton:focus-visible, .ac-selectable:focus-visible, a:focus-visible, .ac-inlineActionButton:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
    .ac-pushButton.style-positive, .ac-pushButton.primary { background: var(--brand-back); border-color: var(--brand-back); color: var(--brand-on); }
    .ac-pushButton.style-positive:hover { background: var(--brand-back-hover); color: var(--brand-on); }
    .ac-pushButton.style-destructive { border-color: var(--danger); color: var(--danger); }
    .ac-pushButton[disabled], .ac-pushButton[aria-disabled=true] { opacity: .6; cursor: not-allowed; }
    .ac-pushButton.expanded { background: var(--selected); color: var(--selected-fg); }
    .ac-selectable { cursor: pointer; }
    .ac-input { font: 14px/20px var(--font); color: var(--fg); background: var(--field); border: 1px solid var(--line-field); border-radius: 4px; padding: 5px 10px; min-height: 32px; width: 100%; box-sizing: border-box; }
    textarea.ac-input { min-height: 64px; resize: vertical; }
    .ac-input:focus { outline: 2px solid var(--focus); outline-offset: 0; }
    .ac-input.ac-input-validation-failed { border-color: var(--danger); }
    input[type=checkbox], input[type=radio] { width: 18px; height: 18px; min-height: 0; margin: 3px 8px 3px 0; accent-color: var(--brand-back); flex: none; }
    .ac-input.ac-choiceSetInput-expanded, .ac-input.ac-toggleInput, .ac-input.ac-choiceSetInput-multiSelect { border: 0; background: none; padding: 0; min-height: 24px; }
    .ac-input-required-indicator { color: var(--danger); }
    table, .ac-table { border-color: var(--line) !important; }
    img { max-width: 100%; }
    .ac-horizontal-separator { background: none; }
  `);
  return cardSheet;
}
