// Message extensions, where an app declares them: a search whose result is inserted into the text, or an act on a message.

import type { AppExtensionCommand, BotPlace, InvokeAnswer, Message } from '../wire.ts';
import { api } from './api.ts';
import { h, uid } from './dom.ts';
import type { Place } from './host-context.ts';
import { text } from './json.ts';
import { button, complain, face, field, openDialog, sentence } from './parts.ts';
import { theOverview } from './store.ts';
import { followTask, showTask } from './tasks.ts';
import { t } from './words.ts';

export const commandsFor = (context: 'compose' | 'message'): AppExtensionCommand[] => theOverview().apps.flatMap((app) => app.extensions.filter((command) => command.context.includes(context)));

interface Result { title: string; subtitle: string; content: unknown; contentType: string; url: string | null }

/** Compose: the chosen result or the act's card is handed to `insert` as text, for a person cannot post a card. */
export async function runExtension(command: AppExtensionCommand, where: { place: BotPlace; context: Place; insert: (said: string) => void; message?: Message }): Promise<void> {
  try {
    if (command.type === 'query') {
      const result = await search(command, where.place);
      if (result !== undefined) where.insert([result.title, result.subtitle, result.url].filter((part) => part !== null && part !== '').join(' — '));
      return;
    }
    const value = (data?: unknown): unknown => ({
      commandId: command.id, commandContext: where.message === undefined ? 'compose' : 'message', ...(data === undefined ? {} : { data }), context: { theme: document.documentElement.dataset['theme'] },
      ...(where.message === undefined ? {} : { messagePayload: payload(where.message) }),
    });
    let answer: InvokeAnswer;
    if (command.fetchTask) {
      answer = await api.invoke({ botId: command.botId, name: 'composeExtension/fetchTask', value: value(), place: where.place });
    } else {
      const data = command.taskInfo === null ? await parameters(command) : await fixedDialog(command, where.context);
      if (data === undefined) return;
      answer = await api.invoke({ botId: command.botId, name: 'composeExtension/submitAction', value: value(data), place: where.place });
    }
    const { last } = await followTask(answer, command.botId, where.place, where.context, { name: 'composeExtension/submitAction', value });
    const [first] = resultsOf(last);
    if (first !== undefined) where.insert([first.title, first.subtitle].filter((part) => part !== '').join(' — '));
  } catch (error) { complain(error); }
}

const payload = (message: Message): unknown => ({
  id: message.id, messageType: 'message', createdDateTime: new Date(message.at).toISOString(), deleted: false, importance: 'normal', body: { contentType: 'text', content: message.text },
  from: message.from.kind === 'person' ? { user: { id: message.from.id, displayName: message.from.name, userIdentityType: 'aadUser' } } : { application: { id: message.from.id, displayName: message.from.name, applicationIdentityType: 'bot' } },
  attachments: message.attachments.map((attachment) => ({ contentType: attachment.contentType, content: attachment.content })), mentions: [], reactions: [],
});

async function fixedDialog(command: AppExtensionCommand, place: Place): Promise<unknown> {
  const outcome = await showTask({ info: { title: command.taskInfo?.title ?? command.title, url: command.taskInfo?.url, width: command.taskInfo?.width, height: command.taskInfo?.height }, app: theOverview().apps.find((app) => app.extensions.includes(command)) ?? null, place });
  return outcome.submitted ? outcome.result : undefined;
}

function parameters(command: AppExtensionCommand): Promise<Record<string, string> | undefined> {
  const inputs = command.parameters.map((parameter) => {
    const input = h('input', { class: 'text-input', attrs: { type: { number: 'number', date: 'date', time: 'time' }[parameter.inputType] ?? 'text', name: parameter.name } });
    if (parameter.choices.length === 0) return { name: parameter.name, element: field(parameter.title, input), read: () => input.value };
    const select = h('select', { class: 'text-input', id: uid('choice') }, parameter.choices.map((choice) => h('option', { attrs: { value: choice.value }, text: choice.title })));
    return { name: parameter.name, element: h('div', { class: 'field' }, h('label', { attrs: { for: select.id }, text: parameter.title }), select), read: () => select.value };
  });
  return openDialog<Record<string, string>>({
    title: command.title, lead: t.extension.params, size: { width: '480px' }, body: h('div', {}, inputs.map((input) => input.element)),
    actions: (close) => [button(t.cancel, () => close()), button(t.extension.submit, () => close(Object.fromEntries(inputs.map((input) => [input.name, input.read()]))), { kind: 'primary' })],
  });
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
