// Delta over a fixed window of the primary calendar: everything in it once, then what changed since. "event: delta".

import { instancesBetween, occurrenceId, wholeOf, type MailboxEvent } from '../calendar/event.ts';
import type { CalendarChange } from '../state.ts';
import { badRequest, GraphError } from './errors.ts';
import { EVENT, eventJson, occurrenceJson } from './event-json.ts';
import { linkWith, makeToken, readQuery, readToken, type Rules } from './odata.ts';
import { ok, context, type Call, type Operation } from './operation.ts';
import { mailboxOf, preferences, readWindow, type Preferences } from './outlook.ts';
import { PERMISSIONS } from './permissions.ts';
import type { Json } from './shapes.ts';

/** "$expand, $filter, $orderby, $search and $select aren't supported". */
const RULES: Rules = { shape: EVENT, allow: ['$deltatoken', '$skiptoken'] };
const PAGE = 50;

interface Position {
  readonly kind: 'calendarView';
  readonly mailbox: string;
  readonly from: number;
  readonly to: number;
  readonly since: number;
  readonly upTo: number;
  readonly given: number;
  readonly first: boolean;
}

function delta(call: Call) {
  const mailbox = mailboxOf(call);
  const query = readQuery(call.url.searchParams, RULES, call.header);
  const prefer = preferences(call);
  const { book } = call.ctx;
  const newest = Math.max(seen(call).at(-1)?.seq ?? 0, book.deltaFloor());
  const token = query.skipToken ?? query.deltaToken;
  let position: Position;
  if (token === undefined) position = { kind: 'calendarView', mailbox: mailbox.id, ...readWindow(call), since: 0, upTo: newest, given: 0, first: true };
  else {
    const read = readToken(call.secret, token) as Position | undefined;
    if (read?.kind !== 'calendarView' || read.mailbox !== mailbox.id) throw badRequest('Badly formed token.', 'ErrorInvalidSyncStateData');
    if (read.upTo < book.deltaFloor()) throw new GraphError(410, 'SyncStateNotFound', `The sync state generation is not found; generation=${read.upTo};[highest=${newest}].`);
    position = query.skipToken === undefined ? { ...read, since: read.upTo, upTo: newest, given: 0, first: false } : read;
  }
  const rows = position.first ? everything(call, position, prefer) : changed(call, position, prefer);
  const size = prefer.pageSize ?? PAGE;
  const cut = rows.slice(position.given, position.given + size);
  const more = position.given + cut.length < rows.length;
  const link = more
    ? { '@odata.nextLink': linkWith(call.url, '$skiptoken', makeToken(call.secret, { ...position, given: position.given + cut.length } satisfies Position), () => false) }
    : { '@odata.deltaLink': linkWith(call.url, '$deltatoken', makeToken(call.secret, { ...position, given: 0 } satisfies Position), () => false) };
  const applied = [prefer.headers['Preference-Applied'] ?? [], 'odata.track-changes'].flat().join(', ');
  return ok({ '@odata.context': context(call, 'Collection(event)'), ...link, value: cut }, { 'Preference-Applied': applied });
}

/** A change shows in delta some time after it was made. */
const seen = (call: Call): CalendarChange[] => call.ctx.state.calendarChanges.filter((c) => c.at + call.ctx.options.deltaLagMs <= call.ctx.clock.now()).toSorted((a, b) => a.seq - b.seq);

/** A series is told as its master and then its occurrences, of which little more than the times. */
function rowsOf(call: Call, event: MailboxEvent, { from, to }: Position, prefer: Preferences): Json[] {
  const found = instancesBetween(event, from, to);
  if (found.length === 0) return [];
  const typed = (row: Json): Json => ({ '@odata.type': '#microsoft.graph.event', ...row });
  if (event.recurrence === null) return [typed(eventJson(call, wholeOf(event), prefer))];
  return [typed(eventJson(call, wholeOf(event), prefer)), ...found.map((i) => (i.kind === 'exception' ? typed(eventJson(call, i, prefer)) : occurrenceJson(i, prefer)))];
}
function everything(call: Call, position: Position, prefer: Preferences): Json[] {
  const { options, clock, book } = call.ctx;
  return book.eventsOf(position.mailbox).filter((e) => e.createdAt + options.deltaLagMs <= clock.now()).toSorted((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id)).flatMap((event) => rowsOf(call, event, position, prefer));
}
function changed(call: Call, position: Position, prefer: Preferences): Json[] {
  const changes = seen(call).filter((c) => c.mailboxId === position.mailbox && c.seq > position.since && c.seq <= position.upTo);
  return [...new Set(changes.map((c) => c.eventId))].flatMap((id) => {
    const event = call.ctx.state.calendarEvents.get(id);
    const rows = event === undefined || event.deletedAt !== null ? [] : rowsOf(call, event, position, prefer);
    const there = new Set(rows.map((row) => row['id']));
    // What left the window looks like what was deleted; so does what is new and outside it, as on the service.
    const gone = [id, ...changes.filter((c) => c.eventId === id).flatMap((c) => c.gone), ...(event?.recurrence == null ? [] : Object.keys(event.exceptions).map((day) => occurrenceId(id, day)))];
    return [...rows, ...[...new Set(gone)].filter((one) => !there.has(one)).map((one) => ({ id: one, '@removed': { reason: 'deleted' } }))];
  });
}

export const CALENDAR_DELTA: readonly Operation[] = [
  { method: 'GET', path: '/users/{user}/calendarView/delta', permissions: PERMISSIONS.deltaEvents, run: delta },
  { method: 'GET', path: '/users/{user}/calendar/calendarView/delta', permissions: PERMISSIONS.deltaEvents, run: delta },
];
