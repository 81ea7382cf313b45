// Dialogs that apps and bots open: a page in a frame or an Adaptive Card, submitted to whoever opened it.

import type { App, BotPlace, InvokeAnswer } from '../wire.ts';
import { api } from './api.ts';
import { renderCard } from './cards.ts';
import { h } from './dom.ts';
import { AppFrame } from './frame.ts';
import { fillIn, type Place } from './host-context.ts';
import { hub } from './hub.ts';
import { record, text } from './json.ts';
import { openDialog, sentence } from './parts.ts';
import { session } from './session.ts';
import { appOfBot } from './store.ts';
import { t } from './words.ts';

export interface TaskInfo { title?: unknown; url?: unknown; card?: unknown; width?: unknown; height?: unknown; completionBotId?: unknown }

/** teams-js: the text with which an opener learns that nothing was submitted. */
export const CANCELLED = 'User cancelled/closed the task module.';

const NAMED: Readonly<Record<string, [width: number, height: number]>> = { small: [360, 280], medium: [600, 440], large: [920, 640] };

function size(value: unknown, side: 0 | 1): string {
  if (typeof value === 'number' && value > 0) return `${Math.round(value)}px`;
  return `${(NAMED[text(value).toLowerCase()] ?? NAMED['small'] ?? [360, 280])[side]}px`;
}

/** Teams nests a card as an attachment, teams-js hands it over as text. */
function cardOf(raw: unknown): unknown {
  const parsed: unknown = typeof raw === 'string' ? JSON.parse(raw) : raw;
  const content = (parsed as { content?: unknown } | null)?.content;
  return content ?? parsed;
}

export interface OpenTask {
  info: TaskInfo;
  app: App | null;
  place: Place;
  opener?: AppFrame;
  /** What is submitted goes there first; where that fails, the dialog stays as it was filled in and says why. */
  send?: (result: unknown) => Promise<void>;
}

/** Submits once at a time, and closes when it was taken. */
export function sending(send: (result: unknown) => Promise<void>, dialog: HTMLDialogElement, taken: (result: unknown) => void): (result: unknown) => Promise<void> {
  const fault = h('p', { class: 'dialog-fault field-fault', attrs: { role: 'alert' } });
  dialog.querySelector('.dialog-body')?.after(fault);
  return async (result) => {
    if (dialog.getAttribute('aria-busy') === 'true') return;
    dialog.setAttribute('aria-busy', 'true');
    fault.textContent = '';
    try {
      await send(result);
      taken(result);
    } catch (error) {
      fault.textContent = sentence(error);
    } finally { dialog.removeAttribute('aria-busy'); }
  };
}

/** Shows the dialog until it is submitted or dismissed. */
export async function showTask({ info, app, place, opener, send }: OpenTask): Promise<{ submitted: true; result: unknown } | { submitted: false }> {
  const body = h('div', { class: 'task' });
  let frame: AppFrame | undefined;
  const title = typeof info.title === 'string' && info.title !== '' ? info.title : app?.name ?? t.product;
  const answer = await openDialog<{ result: unknown }>({
    title, body, class: typeof info.url === 'string' ? 'task-dialog framed' : 'task-dialog', size: { width: size(info.width, 0), height: info.card === undefined ? size(info.height, 1) : 'auto' },
    opened: (dialog, close) => {
      const submit = sending(send ?? (() => Promise.resolve()), dialog, (result) => close({ result }));
      if (typeof info.url === 'string' && info.url !== '') {
        frame = new AppFrame({
          url: fillIn(info.url, place), title, app, frameContext: 'task', place, ...(opener === undefined ? {} : { parent: opener }),
          events: {
            completed: (result) => { void submit(result); },
            resized: (to) => {
              if (to.width !== undefined) dialog.style.setProperty('--dialog-width', size(to.width, 0));
              if (to.height !== undefined) dialog.style.setProperty('--dialog-height', size(to.height, 1));
            },
          },
        }).mount(body);
        if (opener !== undefined) opener.child = frame;
      } else {
        body.append(renderCard(cardOf(info.card), (action) => {
          if (action.kind === 'open-url') hub.openLink(action.url);
          else void submit(action.kind === 'execute' ? { ...(action.data as object), verb: action.verb } : action.data);
        }, hub.openLink));
      }
    },
  });
  frame?.dispose();
  if (opener !== undefined) opener.child = undefined;
  return answer === undefined ? { submitted: false } : { submitted: true, result: answer.result };
}

/** How what is submitted goes back to the bot. */
export interface SubmitAs { name: string; value: (data: unknown) => unknown; messageId?: string }
const TASK_SUBMIT: SubmitAs = { name: 'task/submit', value: (data) => ({ data, context: { theme: session.theme } }) };

/** Throws a sentence where the bot did not answer, or not with something that can be shown here. */
export function judged(answer: InvokeAnswer): InvokeAnswer {
  if (answer.status === null) throw new Error(t.card.unreachable);
  if (answer.status >= 400) throw new Error(t.card.failed);
  const body = record(answer.body);
  const kind = text(record(body['composeExtension'])['type']);
  if (kind === 'botMessagePreview') throw new Error(t.extension.preview);
  if (kind === 'auth' || kind === 'silentAuth' || kind === 'config') throw new Error(t.card.signIn);
  return answer;
}

/** What a bot answers to task/fetch and task/submit: another dialog, a message, or nothing more. */
export async function followTask(answer: InvokeAnswer, botId: string, place: BotPlace, context: Place, submitAs: SubmitAs = TASK_SUBMIT): Promise<{ last: InvokeAnswer }> {
  let current = judged(answer);
  for (;;) {
    const body = record(current.body);
    const told = record(body['composeExtension']);
    const task = body['task'] === undefined ? { type: told['type'], value: told['text'] } : record(body['task']);
    if (task['type'] === 'message') {
      await openDialog({ title: appOfBot(botId)?.name ?? t.extension.message, body: h('p', { text: text(task['value']) }), size: { width: '420px' } });
      return { last: current };
    }
    if (body['task'] === undefined) return { last: current };
    const info = record(task['value']) as TaskInfo;
    const target = typeof info.completionBotId === 'string' ? info.completionBotId.replace(/^28:/, '') : botId;
    let next: InvokeAnswer = { status: 200, body: undefined, reason: null };
    const outcome = await showTask({
      info, app: appOfBot(botId) ?? null, place: context,
      send: async (result) => { next = judged(await api.invoke({ botId: target, name: submitAs.name, value: submitAs.value(result), place, ...(submitAs.messageId === undefined ? {} : { messageId: submitAs.messageId }) })); },
    });
    if (!outcome.submitted) return { last: { status: 200, body: undefined, reason: null } };
    current = next;
  }
}
