// Message extensions, where an app declares them: a search whose result is inserted into the text, or an act on a message.

import type { AppExtensionCommand, BotPlace, InvokeAnswer, Message } from '../wire.ts';
import { api } from './api.ts';
import { h } from './dom.ts';
import type { Place } from './host-context.ts';
import { text } from './json.ts';
import { parameterForm } from './parameter-form.ts';
import { complain, face, openDialog, sentence, toast, type MenuItem } from './parts.ts';
import { session } from './session.ts';
import { theOverview } from './store.ts';
import { followTask, judged, showTask, type SubmitAs } from './tasks.ts';
import { t } from './words.ts';

export const commandsFor = (context: 'compose' | 'message'): AppExtensionCommand[] => theOverview().apps.flatMap((app) => app.extensions.filter((command) => command.context.includes(context)));

interface Result { title: string; subtitle: string; content: unknown; contentType: string; url: string | null }

/** Commands of all apps on one message, below a heading of their own. */
export const messageCommands = (message: Message, where: Omit<Where, 'message'>): MenuItem[] =>
  commandsFor('message').filter((command) => command.type === 'action').map((command) => ({ label: command.title, icon: 'extension', group: t.extension.more, run: () => { void runExtension(command, { ...where, message }); } }));

interface Where { place: BotPlace; context: Place; insert: (said: string) => void; message?: Message }

/** Compose: the chosen result or the act's card is handed to `insert` as text, for a person cannot post a card. */
export async function runExtension(command: AppExtensionCommand, where: Where): Promise<void> {
  try {
    if (command.type === 'query') {
      const result = await search(command, where.place);
      if (result !== undefined) where.insert([result.title, result.subtitle, result.url].filter((part) => part !== null && part !== '').join(' — '));
      return;
    }
    const last = await act(command, where);
    const [first] = last === undefined ? [] : resultsOf(last);
    if (first !== undefined) where.insert([first.title, first.subtitle].filter((part) => part !== '').join(' — '));
  } catch (error) { complain(error); }
}

/** The last answer of the app, once every dialog was submitted. */
async function act(command: AppExtensionCommand, { place, context, message }: Where): Promise<InvokeAnswer | undefined> {
  const about = message === undefined ? {} : { messageId: message.id };
  const submitAs: SubmitAs = {
    name: 'composeExtension/submitAction', ...about,
    value: (data) => ({ commandId: command.id, commandContext: message === undefined ? 'compose' : 'message', ...(data === undefined ? {} : { data }), context: { theme: session.theme } }),
  };
  const submit = async (data: unknown): Promise<InvokeAnswer> => judged(await api.invoke({ botId: command.botId, name: submitAs.name, value: submitAs.value(data), place, ...about }));
  const opening = setTimeout(() => toast(t.frame.opening(command.title), 'wait'), 400);
  try {
    let answer: InvokeAnswer | undefined;
    if (command.fetchTask) answer = await api.invoke({ botId: command.botId, name: 'composeExtension/fetchTask', value: submitAs.value(undefined), place, ...about });
    else {
      clearTimeout(opening);
      const send = async (data: unknown): Promise<void> => { answer = await submit(data); };
      if (command.taskInfo !== null) await fixedDialog(command, context, send);
      else if (command.parameters.length > 0) await parameterForm(command, send);
      else await send({});
    }
    clearTimeout(opening);
    return answer === undefined ? undefined : (await followTask(answer, command.botId, place, context, submitAs)).last;
  } finally { clearTimeout(opening); }
}

async function fixedDialog(command: AppExtensionCommand, place: Place, send: (data: unknown) => Promise<void>): Promise<void> {
  const { title, ...size } = command.taskInfo ?? { title: '' };
  await showTask({ info: { ...size, title: title === '' ? command.title : title }, app: theOverview().apps.find((app) => app.extensions.includes(command)) ?? null, place, send });
}

function search(command: AppExtensionCommand, place: BotPlace): Promise<Result | undefined> {
  const [parameter] = command.parameters;
  return openDialog<Result>({
    title: command.title, ...(command.description === '' ? {} : { lead: command.description }), size: { width: '520px', height: '520px' }, body: h('div', { class: 'search-slot' }),
    opened: (dialog, close) => {
      const input = h('input', { class: 'text-input', attrs: { type: 'search', 'aria-label': parameter?.title ?? t.extension.search, placeholder: parameter?.title ?? t.extension.search } });
      const status = h('p', { class: 'muted', attrs: { role: 'status' }, text: t.extension.type });
      const list = h('ul', { class: 'results' });
      let asked = 0;
      const ask = async (query: string, initial: boolean): Promise<void> => {
        asked += 1;
        const mine = asked;
        status.textContent = t.loading;
        try {
          const answer = await api.invoke({
            botId: command.botId, name: 'composeExtension/query', place,
            value: { commandId: command.id, parameters: [{ name: initial ? 'initialRun' : parameter?.name ?? 'query', value: initial ? 'true' : query }], queryOptions: { skip: 0, count: 25 } },
          });
          if (mine !== asked) return;
          if (answer.status === null || answer.status >= 400) throw new Error(t.extension.unavailable);
          const results = resultsOf(answer);
          const told = (answer.body as { composeExtension?: { type?: unknown; text?: unknown } } | undefined)?.composeExtension;
          status.textContent = results.length > 0 ? '' : told?.type === 'message' ? text(told.text) : t.extension.noResult;
          list.replaceChildren(...results.map((result) => h('li', {}, h('button', { class: 'app-choice', attrs: { type: 'button', 'aria-label': t.extension.insert(result.title) }, on: { click: () => close(result) } },
            face(result.title, 'app'), h('span', { class: 'app-choice-text' }, h('span', { class: 'app-choice-name', text: result.title }), h('span', { class: 'app-choice-more', text: result.subtitle }))))));
        } catch (error) { if (mine === asked) status.textContent = sentence(error); }
      };
      let timer: ReturnType<typeof setTimeout> | undefined;
      input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(() => { void ask(input.value, false); }, 350); });
      dialog.querySelector('.search-slot')?.append(input, status, list);
      input.focus();
      if (command.initialRun) void ask('', true);
    },
  });
}

function resultsOf(answer: InvokeAnswer): Result[] {
  const extension = (answer.body as { composeExtension?: { attachments?: unknown } } | undefined)?.composeExtension;
  const attachments = Array.isArray(extension?.attachments) ? extension.attachments as Record<string, unknown>[] : [];
  return attachments.map((attachment) => {
    const shown = ((attachment['preview'] as Record<string, unknown> | undefined)?.['content'] ?? attachment['content'] ?? {}) as Record<string, unknown>;
    return {
      title: plain(shown['title']) || firstText(shown['body']) || t.card.card, subtitle: plain(shown['subtitle']) || plain(shown['text']),
      content: attachment['content'], contentType: text(attachment['contentType']), url: firstUrl(attachment['content']),
    };
  });
}
const plain = (value: unknown): string => (typeof value === 'string' ? value.replaceAll(/<[^>]+>/g, ' ').trim() : '');
function firstText(body: unknown): string {
  if (!Array.isArray(body)) return '';
  for (const element of body as Record<string, unknown>[]) {
    if (element['type'] === 'TextBlock' && typeof element['text'] === 'string') return element['text'];
    const inner = firstText(element['items'] ?? element['columns']);
    if (inner !== '') return inner;
  }
  return '';
}
function firstUrl(content: unknown): string | null {
  const actions = (content as { actions?: unknown } | null)?.actions;
  const found = Array.isArray(actions) ? (actions as Record<string, unknown>[]).find((action) => action['type'] === 'Action.OpenUrl') : undefined;
  return typeof found?.['url'] === 'string' ? found['url'] : null;
}
