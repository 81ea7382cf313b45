// Calendrier: a week of the person's meetings, or of a calendar that was shared with them; answers, and what an organizer changes in Outlook.

import type { CalendarPage, Meeting, MeetingChange, MeetingResponse } from '../wire.ts';
import { api, ApiError } from './api.ts';
import { h, oneAtATime, redraw, uid } from './dom.ts';
import { clockTime, dayTitle, zoneName } from './format.ts';
import { icon } from './icons.ts';
import { button, complain, emptyPage, faultPlace, field, openDialog, sentence, skeleton, toast } from './parts.ts';
import { format, go, type Route } from './router.ts';
import type { View } from './view.ts';
import { t } from './words.ts';

type CalendarRoute = Extract<Route, { at: 'calendar' }>;
const ANSWERS = ['accepted', 'tentativelyAccepted', 'declined'] as const;

export function calendarView(first: CalendarRoute): View {
  let route = first;
  let page: CalendarPage | undefined;
  const element = h('div', { class: 'page calendar' }, skeleton(6));

  const load = oneAtATime(async () => {
    const asked = route;
    try {
      const loaded = await api.calendar(asked.mailbox, asked.week);
      if (asked !== route) return;
      page = loaded;
      draw(loaded);
    } catch (error) {
      // A guest's mailbox is elsewhere.
      if (asked === route && error instanceof ApiError && error.refusal === 'no-mailbox') redraw(element, emptyPage(t.calendar.title, sentence(error)));
      else if (asked === route) redraw(element, h('h1', { class: 'visually-hidden', text: t.calendar.title }), faultPlace(error, () => { void load(); }));
    }
  });

  function draw(now: CalendarPage): void {
    const [monday, sunday] = [now.days[0], now.days.at(-1)];
    if (monday === undefined || sunday === undefined) return;
    document.title = `${t.calendar.title} – ${t.product}`;
    const to = (week: string | null): Route => ({ ...route, week });
    const step = (days: number): string => new Date(Date.parse(`${monday.date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
    const week = t.calendar.week(dayTitle(monday.date, 'short'), dayTitle(sunday.date, 'short'));
    redraw(element,
      h('div', { class: 'page-head' }, h('h1', { attrs: { tabindex: '-1' }, text: t.calendar.title }), h('p', { class: 'lead', attrs: { 'aria-live': 'polite' }, text: week }), h('p', { class: 'muted', text: t.calendar.zone(zoneName(now.zone)) })),
      h('div', { class: 'calendar-tools' }, h('div', { class: 'calendar-steps' },
        button(t.calendar.previous, () => go(to(step(-7))), { icon: 'chevronRight', iconOnly: true, key: 'previous', class: 'calendar-back' }), button(t.calendar.today, () => go(to(null)), { key: 'today' }), button(t.calendar.next, () => go(to(step(7))), { icon: 'chevronRight', iconOnly: true, key: 'next' })), whose(now)),
      ...now.days.map((day) => dayPart(now, day)));
  }

  function whose(now: CalendarPage): HTMLElement | null {
    if (now.mailboxes.length < 2) return null;
    const id = uid('mailbox');
    const select = h('select', { class: 'text-input', id, attrs: { 'data-key': 'mailbox' }, on: { change: () => go({ ...route, mailbox: select.value }) } }, now.mailboxes.map((box) => h('option', { attrs: { value: box.id, selected: box.id === now.mailbox }, text: box.mine ? t.calendar.mine : box.name })));
    return h('div', { class: 'calendar-whose' }, h('label', { attrs: { for: id }, text: t.calendar.whose }), select);
  }

  function dayPart(now: CalendarPage, { date, at, until }: CalendarPage['days'][number]): HTMLElement {
    const id = `day-${date}`;
    const here = now.meetings.filter((meeting) => (meeting.startAt >= at && meeting.startAt < until) || (meeting.startAt < at && meeting.endAt > at));
    const title = dayTitle(date, 'long');
    return h('section', { class: `calendar-day${date === now.today ? ' today' : ''}`, attrs: { 'aria-labelledby': id } },
      h('h2', { id }, title, date === now.today ? h('span', { class: 'badge', text: t.calendar.today }) : null),
      here.length === 0 ? h('p', { class: 'muted', text: t.calendar.none }) : h('ul', { class: 'meetings' }, here.map((meeting) => h('li', {}, card(now, meeting)))));
  }

  function card(now: CalendarPage, meeting: Meeting): HTMLElement {
    const id = uid('meeting');
    const off = meeting.cancelled || meeting.declined;
    const hours = meeting.allDay ? t.calendar.allDay : `${clockTime(meeting.startAt, now.zone)} – ${clockTime(meeting.endAt, now.zone)}`;
    const state = meeting.cancelled ? t.calendar.cancelled : meeting.mine ? null : t.calendar.responses[meeting.response];
    return h('article', { class: `meeting${off ? ' off' : ''}${meeting.mine || meeting.response === 'accepted' ? ' sure' : ''}`, attrs: { 'aria-labelledby': id, 'data-meeting': meeting.id } },
      h('p', { class: 'meeting-time', text: hours }),
      h('div', { class: 'meeting-main' },
        h('h3', { id, text: meeting.subject === '' ? t.calendar.noSubject : meeting.subject }),
        h('p', { class: 'meeting-facts' }, [t.calendar.organizer(meeting.organizer), meeting.location, meeting.series ? t.calendar.series : null].filter((fact) => fact !== null).join(' · '), state === null ? null : h('span', { class: `badge answer-${meeting.cancelled ? 'cancelled' : meeting.response}`, text: state })),
        meeting.joinUrl === null || off ? null : h('p', {}, h('a', { class: 'meeting-join', attrs: { href: meeting.joinUrl, target: '_blank', rel: 'noopener noreferrer' } }, icon('video', 16), h('span', { text: t.calendar.join }), h('span', { class: 'visually-hidden', text: ` (${t.newWindow})` }))),
        meeting.attendees.length === 0 ? null : attendees(meeting),
        h('div', { class: 'meeting-acts' }, ...acts(now, meeting))));
  }

  function attendees(meeting: Meeting): HTMLElement {
    const said = (response: Meeting['attendees'][number]['response']): MeetingResponse => (response === 'organizer' || response === 'notResponded' ? 'none' : response);
    return h('details', { class: 'meeting-people' }, h('summary', { attrs: { 'data-key': `people-${meeting.id}` }, text: t.calendar.attendees(meeting.attendees.length) }),
      // Others' answers come to the organizer alone.
      h('ul', {}, meeting.attendees.map((person) => h('li', {}, person.name, meeting.mine ? h('span', { class: 'muted', text: ` – ${t.calendar.responses[said(person.response)]}` }) : null))));
  }

  function acts(now: CalendarPage, meeting: Meeting): HTMLElement[] {
    const key = (name: string): string => `${name}-${meeting.id}`;
    const name = meeting.subject;
    const act = (label: string, run: () => void, look: Parameters<typeof button>[2] & { key: string }) => button(label, run, { ...look, attrs: { 'aria-label': `${label} – ${name}`, ...look.attrs } });
    if (meeting.cancelled) return [act(t.calendar.remove, () => { void done(api.removeMeeting(now.mailbox, meeting.id, false), t.calendar.removed); }, { icon: 'remove', kind: 'quiet', key: key('remove') })];
    if (!meeting.mine) return ANSWERS.map((response) => act(t.calendar.answers[response], () => { void done(api.answerMeeting(now.mailbox, meeting.id, response), t.calendar.answered[response]); }, { ...(meeting.response === response ? { kind: 'primary' as const, icon: 'check' as const } : {}), key: key(response), attrs: { 'aria-pressed': String(meeting.response === response) } }));
    return [
      act(t.calendar.move, () => { void move(now, meeting); }, { icon: 'calendar', key: key('move') }),
      act(t.calendar.rename, () => { void rename(now, meeting); }, { icon: 'rename', key: key('rename') }),
      act(t.calendar.cancel, () => { void cancel(now, meeting); }, { icon: 'remove', kind: 'quiet', key: key('cancel') }),
    ];
  }
  async function done(work: Promise<void>, said: string): Promise<void> {
    try { await work; await load(); toast(said); } catch (error) { complain(error); }
  }

  async function move(now: CalendarPage, meeting: Meeting): Promise<void> {
    const [start, end] = [meeting.startAt, meeting.endAt].map((at) => h('input', { class: 'text-input', attrs: { type: 'datetime-local', required: true, value: wallOf(at, now.zone) } }));
    if (start === undefined || end === undefined) return;
    // The end goes with the start, as when one drags.
    let before = start.value;
    start.addEventListener('change', () => {
      const by = Date.parse(`${start.value}Z`) - Date.parse(`${before}Z`);
      if (!Number.isNaN(by) && end.value !== '') end.value = new Date(Date.parse(`${end.value}Z`) + by).toISOString().slice(0, 16);
      if (start.value !== '') before = start.value;
    });
    const saved = await ask(t.calendar.moveTitle(meeting.subject), [field(t.calendar.start, start), field(t.calendar.end, end), h('p', { class: 'muted', text: t.calendar.zone(zoneName(now.zone)) })], start, () => ({ start: start.value, end: end.value, whole: false }), (change) => api.changeMeeting(now.mailbox, meeting.id, change));
    if (saved) { await load(); toast(t.calendar.moved); }
  }
  async function rename(now: CalendarPage, meeting: Meeting): Promise<void> {
    const input = h('input', { class: 'text-input', attrs: { type: 'text', maxlength: 255, required: true, value: meeting.subject } });
    const whole = wholeSeries(meeting);
    const saved = await ask(t.calendar.renameTitle, [field(t.calendar.subject, input), whole?.element], input, () => ({ subject: input.value, whole: whole?.input.checked === true }), (change) => api.changeMeeting(now.mailbox, meeting.id, change));
    if (saved) { await load(); toast(t.calendar.renamed); }
  }
  async function cancel(now: CalendarPage, meeting: Meeting): Promise<void> {
    const whole = wholeSeries(meeting);
    const sure = await openDialog<boolean>({
      title: t.calendar.cancelTitle(meeting.subject), size: { width: '440px' }, body: h('div', {}, h('p', { text: t.calendar.cancelText }), whole?.element),
      actions: (close) => [button(t.back, () => close(false)), button(t.calendar.cancel, () => close(true), { kind: 'danger' })],
    });
    if (sure === true) await done(api.removeMeeting(now.mailbox, meeting.id, whole?.input.checked === true), t.calendar.cancelDone);
  }

  void load();
  return {
    element,
    matches: (to) => to.at === 'calendar',
    show: (to) => { if (to.at === 'calendar' && format(to) !== format(route)) { route = to; void load(); } else if (page !== undefined) draw(page); },
    changed: (change) => { if (change.calendar) void load(); },
    focus: () => element.querySelector<HTMLElement>('h1')?.focus(),
    dispose: () => {},
  };
}

/** A small form in a dialog: what was refused is said under it, and the dialog stays. */
async function ask(title: string, body: readonly (HTMLElement | undefined)[], start: HTMLInputElement, read: () => MeetingChange, save: (change: MeetingChange) => Promise<void>): Promise<boolean> {
  const fault = h('p', { class: 'field-fault', attrs: { role: 'alert' } });
  const keep = async (close: (result?: boolean) => void): Promise<void> => {
    try { await save(read()); close(true); } catch (error) { fault.textContent = sentence(error); start.setAttribute('aria-invalid', 'true'); start.focus(); }
  };
  const form = h('form', { attrs: { novalidate: true } }, ...body, fault);
  return await openDialog<boolean>({
    title, size: { width: '440px' }, body: form, actions: (close) => [button(t.cancel, () => close()), button(t.save, () => { void keep(close); }, { kind: 'primary' })],
    opened: (_dialog, close) => { start.focus(); form.addEventListener('submit', (event) => { event.preventDefault(); void keep(close); }); form.addEventListener('keydown', (event) => { if (event.key === 'Enter' && event.target instanceof HTMLInputElement && event.target.type !== 'checkbox') { event.preventDefault(); void keep(close); } }); },
  }) === true;
}

function wholeSeries(meeting: Meeting): { element: HTMLElement; input: HTMLInputElement } | undefined {
  if (!meeting.series) return undefined;
  const input = h('input', { attrs: { type: 'checkbox' } });
  return { element: h('label', { class: 'check' }, input, h('span', { text: t.calendar.whole })), input };
}

/** What a field for date and time holds: the wall clock of that zone. */
function wallOf(at: number, zone: string): string {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).formatToParts(at).map((part) => [part.type, part.value]));
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}`;
}
