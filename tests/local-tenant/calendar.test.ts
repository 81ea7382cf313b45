// Calendars against what the documentation says: events, series, answers, views, free and busy, one refusal after another.

import { aFolder, aTenant, errorOf, upn, valueOf, type Answer, type Rows, type Tenant } from '../support/tenant.ts';

type Body = Record<string, unknown>;
let tenant: Tenant;

const EASTERN = 'Eastern Standard Time';
const at = (dateTime: string, timeZone = 'America/Toronto') => ({ dateTime, timeZone });
const attendee = (name: string, type = 'required') => ({ emailAddress: { address: name.includes('@') ? name : upn(name), name }, type });
const aMeeting = (over: Body = {}): Body => ({ subject: 'CNCOT', start: at('2027-02-02T10:00:00'), end: at('2027-02-02T11:30:00'), attendees: [attendee('ben'), attendee('cleo', 'optional')], ...over });
const weekly = (over: Body = {}, range: Body = {}) => ({ pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'], firstDayOfWeek: 'sunday', ...over }, range: { type: 'numbered', startDate: '2027-02-02', numberOfOccurrences: 4, ...range } });
const feb = 'startDateTime=2027-02-01T00:00:00Z&endDateTime=2027-03-31T00:00:00Z';

const events = (who: string, rest = '') => `/users/${upn(who)}/events${rest}`;
async function make(over: Body = {}, who = 'ana'): Promise<Body & { id: string }> {
  const reply = await tenant.graph('POST', events(who), aMeeting(over));
  if (reply.status !== 201) throw new Error(`${reply.status} ${reply.text}`);
  return reply.body as Body & { id: string };
}
const read = async (who: string, id: string, headers: Record<string, string> = {}): Promise<Body> => (await tenant.graph('GET', events(who, `/${id}`), undefined, { headers })).body;
const copiesOf = async (who: string): Promise<Rows> => valueOf(await tenant.graph('GET', events(who, '?$top=100')));
const copyOf = async (who: string, event: Body): Promise<Body & { id: string }> => {
  const found = (await copiesOf(who)).find((e) => e['iCalUId'] === event['iCalUId']);
  if (found === undefined) throw new Error(`no copy for ${who}`);
  return found as Body & { id: string };
};
const viewOf = async (who: string, window = feb): Promise<Rows> => valueOf(await tenant.graph('GET', `/users/${upn(who)}/calendarView?${window}&$top=100`, undefined, { headers: { Prefer: `outlook.timezone="${EASTERN}"` } }));
const startsOf = (rows: Rows): string[] => rows.map((e) => (e['start'] as { dateTime: string }).dateTime.slice(0, 16));
const refusal = (reply: Answer): [number, string] => [reply.status, errorOf(reply).code];
const responseOf = (event: Body, name: string): unknown => (event['attendees'] as { emailAddress: { address: string }; status: { response: string } }[]).find((a) => a.emailAddress.address === upn(name))?.status.response;
const act = (who: string, id: string, action: string, body?: Body) => tenant.graph('POST', events(who, `/${id}/${action}`), body);

describe('the calendar', () => {
  beforeAll(async () => { tenant = await aTenant({ manners: 'fast' }); });
  beforeEach(async () => {
    const { state, limits } = tenant.local.context;
    state.calendarEvents.clear();
    limits.reset();
    await tenant.control('PATCH', '/options', { mailboxMs: 2 });
  });
  afterAll(async () => { await tenant.local.close(); });

  describe('keeps events', () => {
    it('with their times in the zone that is asked for, and the names of zones in both standards', async () => {
      const event = await make();
      expect(event).toMatchObject({ start: { dateTime: '2027-02-02T15:00:00.0000000', timeZone: 'UTC' }, end: { dateTime: '2027-02-02T16:30:00.0000000', timeZone: 'UTC' }, originalStartTimeZone: 'America/Toronto', type: 'singleInstance', isOrganizer: true, responseStatus: { response: 'organizer' } });
      expect(await read('ana', event.id, { Prefer: 'outlook.timezone="Eastern Standard Time"' })).toMatchObject({ start: { dateTime: '2027-02-02T10:00:00.0000000', timeZone: 'Eastern Standard Time' } });
      expect(await read('ana', event.id, { Prefer: 'outlook.timezone="America/Halifax"' })).toMatchObject({ start: { dateTime: '2027-02-02T11:00:00.0000000', timeZone: 'America/Halifax' } });
      expect(refusal(await tenant.graph('GET', events('ana', `/${event.id}`), undefined, { headers: { Prefer: 'outlook.timezone="Heure des Îles"' } }))).toEqual([400, 'TimeZoneNotSupportedException']);
    });
    it('an hour later where the clock skips the one that was given', async () => {
      expect((await make({ start: at('2027-03-14T02:30:00'), end: at('2027-03-14T04:00:00') }))['start']).toEqual({ dateTime: '2027-03-14T07:30:00.0000000', timeZone: 'UTC' });
    });
    it.each([
      ['end before start', { end: at('2027-02-02T09:00:00') }, 'ErrorPropertyValidationFailure'],
      ['an unknown zone', { start: at('2027-02-02T10:00:00', 'Nowhere/Else') }, 'TimeZoneNotSupportedException'],
      ['an offset instead of a zone', { start: at('2027-02-02T10:00:00-05:00') }, 'ErrorPropertyValidationFailure'],
      ['a day that is not', { start: at('2027-02-30T10:00:00') }, 'ErrorPropertyValidationFailure'],
      ['a whole day that begins at ten', { isAllDay: true }, 'ErrorPropertyValidationFailure'],
      ['no start', { start: undefined }, 'ErrorPropertyValidationFailure'],
      ['six hundred attendees', { attendees: Array.from({ length: 600 }, (_, i) => attendee(`p${i}@rqt.example`)) }, 'ErrorInvalidRequest'],
      ['an attendee without an address', { attendees: [{ emailAddress: { name: 'Ben' } }] }, 'ErrorInvalidRecipients'],
      ['a property that is not', { titre: 'x' }, 'BadRequest'],
      ['what only the service sets', { iCalUId: 'x' }, 'BadRequest'],
      ['an extended property without a name', { singleValueExtendedProperties: [{ id: 'meeting', value: 'x' }] }, 'ErrorInvalidProperty'],
    ])('and refuses %s', async (_what, over, code) => {
      expect(refusal(await tenant.graph('POST', events('ana'), aMeeting(over)))).toEqual([400, code]);
    });
    it('once for one transactionId, however often it is sent', async () => {
      const [one, two] = [await make({ transactionId: 'séance-1' }), await make({ transactionId: 'séance-1' })];
      expect([two.id, two['transactionId'], (await copiesOf('ana')).length, (await copiesOf('ben')).length]).toEqual([one.id, 'séance-1', 1, 1]);
      expect((await tenant.graph('PATCH', events('ana', `/${one.id}`), { transactionId: 'autre' })).status).toBe(400);
    });
    it('against the etag that was read', async () => {
      const event = await make();
      const first = String(event['@odata.etag']);
      const patch = (etag: string, subject: string) => tenant.graph('PATCH', events('ana', `/${event.id}`), { subject }, { headers: { 'If-Match': etag } });
      const changed = await patch(first, 'Autre');
      expect([changed.status, changed.body['subject'], changed.body['changeKey'] === event['changeKey']]).toEqual([200, 'Autre', false]);
      expect(refusal(await patch(first, 'Encore'))).toEqual([412, 'ErrorIrresolvableConflict']);
      expect((await patch('*', 'Encore')).status).toBe(200);
    });
    it('to be found again by an extended property', async () => {
      const id = 'String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Gouverne';
      const event = await make({ singleValueExtendedProperties: [{ id, value: 'seance-7' }] });
      await make();
      const filter = encodeURIComponent(`singleValueExtendedProperties/Any(ep: ep/id eq '${id}' and ep/value eq 'seance-7')`);
      const found = valueOf(await tenant.graph('GET', events('ana', `?$filter=${filter}`)));
      expect(found.map((e) => [e['id'], e['singleValueExtendedProperties']])).toEqual([[event.id, undefined]]);
      const expanded = await tenant.graph('GET', events('ana', `/${event.id}?$select=subject&$expand=${encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${id}')`)}`));
      expect(expanded.body['singleValueExtendedProperties']).toEqual([{ id, value: 'seance-7' }]);
      expect([await copiesOf('ben')].flat().some((e) => 'singleValueExtendedProperties' in e)).toBe(false);
    });
    it('ten to a page, filtered, ordered and selected', async () => {
      for (let i = 0; i < 12; i += 1) await make({ subject: `S${String(i).padStart(2, '0')}`, start: at(`2027-02-${10 + i}T10:00:00`), end: at(`2027-02-${10 + i}T11:00:00`) });
      const first = await tenant.graph('GET', events('ana', '?$select=subject&$orderby=start/dateTime%20desc&$count=true'));
      expect([valueOf(first).length, first.body['@odata.count'], Object.keys(valueOf(first)[0] ?? {})]).toEqual([10, 12, ['@odata.etag', 'id', 'subject']]);
      const second = valueOf(await tenant.graph('GET', String(first.body['@odata.nextLink'])));
      expect([...valueOf(first), ...second].map((e) => e['subject'])).toEqual(Array.from({ length: 12 }, (_, i) => `S${String(11 - i).padStart(2, '0')}`));
      expect(valueOf(await tenant.graph('GET', events('ana', "?$filter=start/dateTime%20ge%20'2027-02-20T00:00:00Z'"))).map((e) => e['subject'])).toEqual(['S10', 'S11']);
      expect(valueOf(await tenant.graph('GET', events('ana', '?$skip=11')))).toHaveLength(1);
    });
    it('with a Teams address that comes a moment later, and that a new body must keep', async () => {
      const event = await make({ isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness', body: { contentType: 'text', content: 'Ordre du jour' } });
      expect(event).toMatchObject({ isOnlineMeeting: true, onlineMeeting: null });
      await tenant.advance(1000);
      const ready = await read('ana', event.id);
      const { joinUrl } = ready['onlineMeeting'] as { joinUrl: string };
      expect(joinUrl).toMatch(/^https:\/\/teams\.microsoft\.com\/l\/meetup-join\/19%3ameeting_/);
      const html = (ready['body'] as { content: string }).content;
      expect([html.includes('Ordre du jour'), html.includes(joinUrl), (await copyOf('ben', event))['onlineMeeting']]).toEqual([true, true, { joinUrl }]);
      const kept = await tenant.graph('PATCH', events('ana', `/${event.id}`), { body: { contentType: 'html', content: html.replace('Ordre du jour', 'Ordre du jour, révisé') } });
      expect(kept.body).toMatchObject({ isOnlineMeeting: true, onlineMeeting: { joinUrl } });
      const lost = await tenant.graph('PATCH', events('ana', `/${event.id}`), { body: { contentType: 'html', content: 'Rien' } });
      expect(lost.body).toMatchObject({ isOnlineMeeting: false, onlineMeeting: null });
    });
    it('and answers what it does not have in Exchange’s words', async () => {
      expect(refusal(await tenant.graph('GET', events('ana', '/x')))).toEqual([400, 'ErrorInvalidIdMalformed']);
      expect(refusal(await tenant.graph('GET', events('ben', `/${(await make()).id}`)))).toEqual([404, 'ErrorItemNotFound']);
      expect(refusal(await tenant.graph('GET', events('dev')))).toEqual([404, 'MailboxNotEnabledForRESTAPI']);
      expect(refusal(await tenant.graph('GET', `/users/${upn('ana')}/calendarView`))).toEqual([400, 'ErrorInvalidRequest']);
    });
  });

  describe('sends meetings', () => {
    it('to the attendees’ calendars, as tentative until they answer', async () => {
      const event = await make();
      const copy = await copyOf('ben', event);
      expect(copy).toMatchObject({ isOrganizer: false, showAs: 'tentative', responseStatus: { response: 'notResponded' }, organizer: { emailAddress: { address: upn('ana') } } });
      expect(copy.id).not.toBe(event.id);
      expect(await copiesOf('eva')).toEqual([]);
    });
    it('and brings their answers back to the organizer, if they send one', async () => {
      const event = await make();
      const [ben, cleo] = [await copyOf('ben', event), await copyOf('cleo', event)];
      expect((await act('ben', ben.id, 'accept', { comment: 'Oui', sendResponse: true })).status).toBe(202);
      expect((await act('cleo', cleo.id, 'tentativelyAccept', { sendResponse: false })).status).toBe(202);
      const now = await read('ana', event.id);
      expect([responseOf(now, 'ben'), responseOf(now, 'cleo'), now['changeKey'] === event['changeKey']]).toEqual(['accepted', 'none', false]);
      expect([(await copyOf('ben', event))['showAs'], responseOf(await copyOf('cleo', event), 'ben')]).toEqual(['busy', 'none']);
      expect((await act('ben', ben.id, 'decline')).status).toBe(202);
      expect([responseOf(await read('ana', event.id), 'ben'), (await copiesOf('ben')).length]).toEqual(['declined', 0]);
    });
    it('and a proposal of another time, where one may be sent', async () => {
      const event = await make();
      const ben = await copyOf('ben', event);
      const slot = { start: at('2027-02-03T10:00:00'), end: at('2027-02-03T11:00:00') };
      expect((await act('ben', ben.id, 'tentativelyAccept', { proposedNewTime: slot, sendResponse: false })).status).toBe(400);
      expect((await act('ben', ben.id, 'tentativelyAccept', { proposedNewTime: slot })).status).toBe(202);
      expect((await read('ana', event.id))['attendees']).toContainEqual(expect.objectContaining({ proposedNewTime: { start: { dateTime: '2027-02-03T15:00:00.0000000', timeZone: 'UTC' }, end: { dateTime: '2027-02-03T16:00:00.0000000', timeZone: 'UTC' } } }));
    });
    it('again when they are moved: every answer is asked for anew', async () => {
      const event = await make();
      await act('ben', (await copyOf('ben', event)).id, 'accept');
      await act('cleo', (await copyOf('cleo', event)).id, 'decline');
      await tenant.graph('PATCH', events('ana', `/${event.id}`), { subject: 'CNCOT, salle 2' });
      expect([responseOf(await read('ana', event.id), 'ben'), (await copyOf('ben', event))['subject'], (await copiesOf('cleo')).length]).toEqual(['accepted', 'CNCOT, salle 2', 0]);
      await tenant.graph('PATCH', events('ana', `/${event.id}`), { start: at('2027-02-09T10:00:00'), end: at('2027-02-09T11:30:00') });
      expect(responseOf(await read('ana', event.id), 'ben')).toBe('none');
      for (const who of ['ben', 'cleo']) expect(await copyOf(who, event)).toMatchObject({ responseStatus: { response: 'notResponded' }, start: { dateTime: '2027-02-09T15:00:00.0000000' } });
    });
    it('and takes them back from who is no longer invited', async () => {
      const event = await make();
      await tenant.graph('PATCH', events('ana', `/${event.id}`), { attendees: [attendee('cleo')] });
      expect(await copyOf('ben', event)).toMatchObject({ isCancelled: true, subject: 'Annulé : CNCOT', showAs: 'free' });
      expect(await copyOf('cleo', event)).toMatchObject({ isCancelled: false });
    });
    it.each(['cancel', 'delete'])('and calls them off for all by %s, the organizer only', async (how) => {
      const event = await make();
      const ben = await copyOf('ben', event);
      expect(refusal(await act('ben', ben.id, 'cancel'))).toEqual([400, 'ErrorInvalidRequest']);
      expect(refusal(await act('ana', event.id, 'accept'))).toEqual([400, 'ErrorInvalidRequest']);
      expect((await tenant.graph('PATCH', events('ben', `/${ben.id}`), { subject: 'À moi' })).status).toBe(403);
      const reply = how === 'cancel' ? await act('ana', event.id, 'cancel', { Comment: 'Tempête' }) : await tenant.graph('DELETE', events('ana', `/${event.id}`));
      expect(reply.status).toBe(how === 'cancel' ? 202 : 204);
      expect((await tenant.graph('GET', events('ana', `/${event.id}`))).status).toBe(404);
      expect(await copyOf('ben', event)).toMatchObject({ isCancelled: true, showAs: 'free' });
      expect((await act('ben', ben.id, 'accept')).status).toBe(400);
      expect((await tenant.graph('DELETE', events('ben', `/${ben.id}`))).status).toBe(204);
      expect(await copiesOf('ben')).toEqual([]);
    });
    it('without showing attendees to each other, if that is asked', async () => {
      const event = await make({ hideAttendees: true });
      expect([(await copyOf('ben', event))['attendees'], event['attendees']].map((a) => (a as unknown[]).length)).toEqual([1, 2]);
    });
  });

  describe('keeps series', () => {
    it('at the same hour on the wall whatever the season', async () => {
      const series = await make({ start: at('2027-03-02T10:00:00', EASTERN), end: at('2027-03-02T11:30:00', EASTERN), recurrence: weekly({}, { startDate: '2027-03-02' }) });
      expect(series).toMatchObject({ type: 'seriesMaster', recurrence: { pattern: { type: 'weekly', interval: 1, month: 0, dayOfMonth: 0, daysOfWeek: ['tuesday'], firstDayOfWeek: 'sunday', index: 'first' }, range: { type: 'numbered', startDate: '2027-03-02', endDate: '0001-01-01', recurrenceTimeZone: EASTERN, numberOfOccurrences: 4 } } });
      const view = await viewOf('ben');
      expect(startsOf(view)).toEqual(['2027-03-02T10:00', '2027-03-09T10:00', '2027-03-16T10:00', '2027-03-23T10:00']);
      expect(view.map((e) => [e['type'], e['recurrence']])).toEqual(view.map(() => ['occurrence', null]));
      const utc = valueOf(await tenant.graph('GET', events('ana', `/${series.id}/instances?startDateTime=2027-03-10T00:00:00-05:00&endDateTime=2027-03-31T00:00:00-04:00`)));
      expect(startsOf(utc)).toEqual(['2027-03-16T14:00', '2027-03-23T14:00']);
    });
    it.each([
      [{ type: 'daily', interval: 10 }, ['02', '12', '22', '03-04']],
      [{ type: 'weekly', interval: 2, daysOfWeek: ['tuesday', 'thursday'], firstDayOfWeek: 'monday' }, ['02', '04', '16', '18']],
      [{ type: 'absoluteMonthly', interval: 1, dayOfMonth: 31 }, ['28', '03-31', '04-30', '05-31']],
      [{ type: 'relativeMonthly', interval: 1, daysOfWeek: ['tuesday'], index: 'first' }, ['02', '03-02', '04-06', '05-04']],
      [{ type: 'relativeMonthly', interval: 3, daysOfWeek: ['friday'], index: 'last' }, ['26', '05-28', '08-27', '11-26']],
      [{ type: 'absoluteYearly', interval: 1, dayOfMonth: 2, month: 2 }, ['02', '2028-02-02', '2029-02-02', '2030-02-02']],
      [{ type: 'relativeYearly', interval: 1, daysOfWeek: ['tuesday'], month: 2, index: 'first' }, ['02', '2028-02-01', '2029-02-06', '2030-02-05']],
    ])('of the pattern %j', async (pattern, days) => {
      await make({ recurrence: { pattern, range: { type: 'numbered', startDate: '2027-02-02', numberOfOccurrences: 4 } } });
      const full = days.map((d) => (d.length === 2 ? `2027-02-${d}` : d.length === 5 ? `2027-${d}` : d));
      expect(startsOf(await viewOf('ana', 'startDateTime=2027-01-01&endDateTime=2031-01-01')).map((s) => s.slice(0, 10))).toEqual(full);
    });
    it.each([
      ['a pattern without its days', weekly({ daysOfWeek: undefined }), 'ErrorPropertyValidationFailure'],
      ['a property of another pattern', weekly({ dayOfMonth: 3 }), 'ErrorPropertyValidationFailure'],
      ['an index that weekly has not', weekly({ index: 'last' }), 'ErrorPropertyValidationFailure'],
      ['an interval of nothing', weekly({ interval: 0 }), 'ErrorPropertyValidationFailure'],
      ['a range that begins on another day', weekly({}, { startDate: '2027-02-03' }), 'ErrorPropertyValidationFailure'],
      ['a numbered range without a number', weekly({}, { numberOfOccurrences: undefined }), 'ErrorPropertyValidationFailure'],
      ['a series that never falls', weekly({ daysOfWeek: ['monday'] }, { type: 'endDate', endDate: '2027-02-05', numberOfOccurrences: undefined }), 'ErrorRecurrenceHasNoOccurrence'],
    ])('but not %s', async (_what, recurrence, code) => {
      expect(refusal(await tenant.graph('POST', events('ana'), aMeeting({ recurrence })))).toEqual([400, code]);
    });
    it('with occurrences changed one by one, but not onto their neighbours’ days', async () => {
      const series = await make({ recurrence: weekly() });
      const second = String((await viewOf('ana'))[1]?.['id']);
      const move = (day: string) => tenant.graph('PATCH', events('ana', `/${second}`), { start: at(`2027-02-${day}T14:00:00`), end: at(`2027-02-${day}T15:00:00`) });
      expect(refusal(await move('16'))).toEqual([400, 'ErrorOccurrenceCrossingBoundary']);
      expect(refusal(await move('02'))).toEqual([400, 'ErrorOccurrenceCrossingBoundary']);
      const moved = await move('10');
      expect(moved.body).toMatchObject({ type: 'exception', seriesMasterId: series.id, id: second, originalStart: '2027-02-09T15:00:00.000Z' });
      for (const who of ['ana', 'ben']) expect(startsOf(await viewOf(who))).toEqual(['2027-02-02T10:00', '2027-02-10T14:00', '2027-02-16T10:00', '2027-02-23T10:00']);
      expect((await act('ana', String((await viewOf('ana'))[2]?.['id']), 'cancel')).status).toBe(202);
      for (const who of ['ana', 'ben']) expect(startsOf(await viewOf(who))).toHaveLength(3);
      const master = await tenant.graph('GET', events('ana', `/${series.id}?$select=cancelledOccurrences&$expand=exceptionOccurrences`));
      expect([(master.body['cancelledOccurrences'] as string[]).length, (master.body['exceptionOccurrences'] as Rows).map((e) => e['id'])]).toEqual([1, [second]]);
      expect(refusal(await tenant.graph('PATCH', events('ana', `/${second}`), { recurrence: weekly() }))).toEqual([400, 'ErrorPropertyValidationFailure']);
    });
    it('that forget their exceptions when the pattern changes', async () => {
      const series = await make({ recurrence: weekly() });
      await tenant.graph('PATCH', events('ana', `/${String((await viewOf('ana'))[1]?.['id'])}`), { subject: 'Spéciale' });
      expect((await viewOf('ben')).map((e) => e['subject'])).toEqual(['CNCOT', 'Spéciale', 'CNCOT', 'CNCOT']);
      await tenant.graph('PATCH', events('ana', `/${series.id}`), { recurrence: weekly({}, { numberOfOccurrences: 3 }) });
      expect((await viewOf('ben')).map((e) => e['subject'])).toEqual(['CNCOT', 'CNCOT', 'CNCOT']);
    });
    it('and a name changed on the series reaches every occurrence that has none of its own', async () => {
      const series = await make({ recurrence: weekly() });
      await tenant.graph('PATCH', events('ana', `/${String((await viewOf('ana'))[1]?.['id'])}`), { subject: 'Spéciale' });
      await tenant.graph('PATCH', events('ana', `/${series.id}`), { subject: 'CTCOT' });
      expect((await viewOf('ben')).map((e) => e['subject'])).toEqual(['CTCOT', 'Spéciale', 'CTCOT', 'CTCOT']);
    });
    it('with answers to one occurrence, and guests of one occurrence', async () => {
      const series = await make({ recurrence: weekly(), attendees: [attendee('ben')] });
      const mine = await viewOf('ben');
      expect((await act('ben', String(mine[0]?.['id']), 'decline')).status).toBe(202);
      expect((await act('ben', String(mine[1]?.['id']), 'accept')).status).toBe(202);
      expect([(await viewOf('ben')).length, (await viewOf('ana')).map((e) => responseOf(e, 'ben'))]).toEqual([3, ['declined', 'accepted', 'none', 'none']]);
      await tenant.graph('PATCH', events('ana', `/${String((await viewOf('ana'))[2]?.['id'])}`), { attendees: [attendee('ben'), attendee('cleo')] });
      const hers = await viewOf('cleo');
      expect([startsOf(hers), hers[0]?.['type'], hers[0]?.['iCalUId']]).toEqual([['2027-02-16T10:00'], 'singleInstance', series['iCalUId']]);
      await act('cleo', String(hers[0]?.['id']), 'accept');
      expect(responseOf((await viewOf('ana'))[2] ?? {}, 'cleo')).toBe('accepted');
    });
  });

  describe('says who is free', () => {
    const ask = (over: Body = {}) => tenant.graph('POST', `/users/${upn('ana')}/calendar/getSchedule`, { schedules: [upn('ben')], startTime: at('2027-02-02T09:00:00'), endTime: at('2027-02-02T13:00:00'), availabilityViewInterval: 60, ...over }, { headers: { Prefer: `outlook.timezone="${EASTERN}"` } });
    it('slot by slot and item by item, and of whom it knows nothing', async () => {
      const event = await make();
      expect(valueOf(await ask())[0]).toMatchObject({ scheduleId: upn('ben'), availabilityView: '0110', scheduleItems: [{ status: 'tentative', subject: 'CNCOT', start: { dateTime: '2027-02-02T10:00:00.0000000', timeZone: EASTERN } }], workingHours: { startTime: '08:00:00.0000000', timeZone: { name: EASTERN } } });
      await act('ben', (await copyOf('ben', event)).id, 'accept');
      const [ben, nobody] = valueOf(await ask({ schedules: [upn('ben'), 'x@ailleurs.example'] }));
      expect([ben?.['availabilityView'], nobody?.['scheduleId'], nobody?.['error']]).toEqual(['0220', 'x@ailleurs.example', { message: expect.stringContaining('Unable to resolve') as string, responseCode: 'ErrorMailRecipientNotFound' }]);
    });
    it.each([
      ['more than twenty', { schedules: Array.from({ length: 21 }, (_, i) => `p${i}@rqt.example`) }, 'ErrorMailboxDataArrayTooBig'],
      ['slots of four minutes', { availabilityViewInterval: 4 }, 'ErrorInvalidMergedFreeBusyInterval'],
      ['slots of more than a day', { availabilityViewInterval: 1441 }, 'ErrorInvalidMergedFreeBusyInterval'],
      ['an end before the start', { endTime: at('2027-02-02T08:00:00') }, 'ErrorInvalidTimeInterval'],
      ['half a year', { endTime: at('2027-08-02T08:00:00') }, 'ErrorTimeIntervalTooBig'],
      ['nobody', { schedules: [] }, 'ErrorInvalidRequest'],
    ])('but not of %s', async (_what, over, code) => { expect(refusal(await ask(over))).toEqual([400, code]); });
  });

  describe('tells what changed in a window', () => {
    const delta = (query: string, headers: Record<string, string> = {}) => tenant.graph('GET', query.startsWith('http') ? query : `/users/${upn('ana')}/calendarView/delta?${query}`, undefined, { headers });
    const follow = async (from: string): Promise<{ rows: Rows; link: string }> => {
      const rows: Rows = [];
      let link = from;
      for (;;) {
        const reply = await delta(link, { Prefer: 'odata.maxpagesize=2' });
        rows.push(...valueOf(reply));
        if (typeof reply.body['@odata.deltaLink'] === 'string') return { rows, link: reply.body['@odata.deltaLink'] };
        link = String(reply.body['@odata.nextLink']);
      }
    };
    const gone = (rows: Rows): unknown[] => rows.filter((r) => '@removed' in r).map((r) => r['id']);

    it('in pages: masters whole, occurrences by their times', async () => {
      const [single, series] = [await make(), await make({ recurrence: weekly() })];
      const { rows, link } = await follow(feb);
      expect(rows.map((r) => [r['type'], r['id'] === single.id || r['id'] === series.id, 'subject' in r])).toEqual([['singleInstance', true, true], ['seriesMaster', true, true], ...Array.from({ length: 4 }, () => ['occurrence', false, false])]);
      expect((await follow(link)).rows).toEqual([]);
    });
    it('with what was deleted and what left the window, each time from the link before', async () => {
      const [one, two, series] = [await make(), await make(), await make({ recurrence: weekly() })];
      const first = await follow(feb);
      await tenant.graph('DELETE', events('ana', `/${one.id}`));
      await tenant.graph('PATCH', events('ana', `/${two.id}`), { start: at('2027-09-01T10:00:00'), end: at('2027-09-01T11:00:00') });
      const second = await follow(first.link);
      expect(gone(second.rows)).toEqual([one.id, two.id]);
      const [, , third] = (await viewOf('ana'));
      await act('ana', String(third?.['id']), 'cancel');
      const after = await follow(second.link);
      expect([gone(after.rows), after.rows.filter((r) => r['seriesMasterId'] === series.id).length]).toEqual([[third?.['id']], 3]);
      await tenant.graph('PATCH', events('ana', `/${series.id}`), { recurrence: weekly({ daysOfWeek: ['wednesday'] }) });
      expect(gone((await follow(after.link)).rows)).toHaveLength(4);
    });
    it.each(['$select=subject', "$filter=subject%20eq%20'x'", '$orderby=subject', '$expand=attachments', '$search=x', '$top=3'])('but not with %s', async (option) => { expect((await delta(`${feb}&${option}`)).status).toBe(400); });
    it('and not from a token that is too old, or another mailbox’s', async () => {
      const { link } = await follow(feb);
      expect((await delta(link.replace(upn('ana'), upn('ben')))).status).toBe(400);
      tenant.local.context.book.forgetDeltas();
      expect(refusal(await delta(link))).toEqual([410, 'SyncStateNotFound']);
      expect((await follow((await follow(feb)).link)).rows).toEqual([]);
    });
  });

  describe('has calendars, settings and zones', () => {
    it('one calendar each, by whichever way it is reached', async () => {
      const event = await make();
      const [calendar] = valueOf(await tenant.graph('GET', `/users/${upn('ana')}/calendars`));
      expect(calendar).toMatchObject({ name: 'Calendrier', isDefaultCalendar: true, owner: { address: upn('ana') } });
      for (const base of ['calendar', `calendars/${String(calendar?.['id'])}`]) {
        expect(valueOf(await tenant.graph('GET', `/users/${tenant.id('ana')}/${base}/events`)).map((e) => e['id'])).toEqual([event.id]);
        expect((await tenant.graph('GET', `/users/${upn('ana')}/${base}`)).body['id']).toBe(calendar?.['id']);
      }
      expect(refusal(await tenant.graph('GET', `/users/${upn('ben')}/calendars/${String(calendar?.['id'])}/events`))).toEqual([404, 'ErrorItemNotFound']);
    });
    it('the mailbox’s zone by its Windows name, and every zone in either standard', async () => {
      expect((await tenant.graph('GET', `/users/${upn('ana')}/mailboxSettings`)).body).toMatchObject({ timeZone: EASTERN, workingHours: { timeZone: { name: EASTERN } } });
      expect((await tenant.graph('GET', `/users/${upn('ana')}/mailboxSettings/timeZone`)).body['value']).toBe(EASTERN);
      const zones = async (standard: string) => valueOf(await tenant.graph('GET', `/users/${upn('ana')}/outlook/supportedTimeZones${standard}`)).map((z) => z['alias']);
      expect(await zones('')).toContain('Newfoundland Standard Time');
      expect(await zones("(TimeZoneStandard=microsoft.graph.timeZoneStandard'Iana')")).toEqual(expect.arrayContaining(['America/Toronto', 'America/Halifax']));
      expect((await tenant.graph('GET', `/users/${upn('ana')}/outlook/supportedTimeZones(TimeZoneStandard=microsoft.graph.timeZoneStandard'Romain')`)).status).toBe(400);
    });
    it('online meetings by their address, for whom the policy was granted', async () => {
      const event = await make({ isOnlineMeeting: true });
      await tenant.advance(1000);
      const { joinUrl } = (await read('ana', event.id))['onlineMeeting'] as { joinUrl: string };
      const find = (who: string) => tenant.graph('GET', `/users/${who}/onlineMeetings?$filter=${encodeURIComponent(`JoinWebUrl eq '${joinUrl}'`)}`);
      expect((await find(tenant.id('ana'))).status).toBe(403);
      tenant.local.context.state.settings.put('meeting-policies', ['22222222-2222-4222-8222-222222222222|*']);
      expect(valueOf(await find(tenant.id('ana')))).toMatchObject([{ joinWebUrl: joinUrl, subject: 'CNCOT' }]);
      expect([(await find(upn('ana'))).status, (await find(tenant.id('ben'))).status]).toEqual([400, 404]);
    });
  });

  describe('is open', () => {
    it('to applications that may, each operation for its own permission', async () => {
      const holding = async (...roles: string[]) => { await tenant.control('PATCH', '/registrations/33333333-3333-4333-8333-333333333333', { revoke: ['Calendars.Read', 'Calendars.ReadBasic', 'Calendars.ReadWrite'], grant: roles }); return tenant.appToken('33333333-3333-4333-8333-333333333333', 'other'); };
      const event = await make();
      const none = await holding();
      expect(refusal(await tenant.graph('GET', events('ana'), undefined, { token: none }))).toEqual([403, 'ErrorAccessDenied']);
      const reader = await holding('Calendars.Read');
      expect([(await tenant.graph('GET', events('ana'), undefined, { token: reader })).status, (await tenant.graph('DELETE', events('ana', `/${event.id}`), undefined, { token: reader })).status]).toEqual([200, 403]);
      const basic = await holding('Calendars.ReadBasic');
      const [seen] = valueOf(await tenant.graph('GET', events('ana'), undefined, { token: basic }));
      expect([seen?.['subject'], seen !== undefined && 'body' in seen]).toEqual(['CNCOT', false]);
    });
    it('to people in their own, and to those who act for another', async () => {
      await tenant.control('PATCH', '/registrations/22222222-2222-4222-8222-222222222222', { scopes: { grant: ['Calendars.ReadWrite', 'Calendars.ReadWrite.Shared'] } });
      const token = await tenant.userToken('ben', 'openid Calendars.ReadWrite Calendars.ReadWrite.Shared');
      const event = await make();
      const [own] = valueOf(await tenant.graph('GET', '/me/events', undefined, { token }));
      expect((await tenant.graph('POST', `/me/events/${String(own?.['id'])}/accept`, undefined, { token })).status).toBe(202);
      const rename = () => tenant.graph('PATCH', events('ana', `/${event.id}`), { subject: 'Par Ben' }, { token });
      expect(refusal(await rename())).toEqual([403, 'ErrorAccessDenied']);
      tenant.local.context.state.settings.put('calendar-delegates', { [tenant.id('ana')]: [tenant.id('ben')] });
      expect((await rename()).status).toBe(200);
    });
    it('but a group’s only to its members, never to an application', async () => {
      const team = await tenant.aTeam();
      for (const path of ['events', 'calendar/events']) expect(refusal(await tenant.graph('POST', `/groups/${team}/${path}`, aMeeting()))).toEqual([403, 'ErrorAccessDenied']);
      await tenant.control('PATCH', '/registrations/22222222-2222-4222-8222-222222222222', { scopes: { grant: ['Group.ReadWrite.All'] } });
      const [ana, ben] = [await tenant.userToken('ana', 'openid Group.ReadWrite.All'), await tenant.userToken('ben', 'openid Group.ReadWrite.All')];
      expect((await tenant.graph('POST', `/groups/${team}/events`, aMeeting(), { token: ana })).status).toBe(201);
      expect(valueOf(await tenant.graph('GET', `/groups/${team}/calendarView?${feb}`, undefined, { token: ana }))).toHaveLength(1);
      expect((await tenant.graph('GET', `/groups/${team}/events`, undefined, { token: ben })).status).toBe(403);
    });
  });

  describe('is worked on by four at a time', () => {
    it('the fifth on one mailbox is refused, by whichever name it goes', async () => {
      await tenant.control('PATCH', '/options', { mailboxMs: 300 });
      const replies = await Promise.all([...Array.from({ length: 4 }, () => tenant.graph('GET', events('ana'))), tenant.graph('GET', `/users/${tenant.id('ana')}/events`), tenant.graph('GET', events('ben'))]);
      expect(replies.map((r) => r.status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 200, 429]);
      const refused = replies.find((r) => r.status === 429);
      expect([refused?.headers.get('retry-after'), errorOf(refused as Answer).code]).toEqual(['1', 'ApplicationThrottled']);
    });
    it('a batch takes four after four', async () => {
      const reply = await tenant.graph('POST', '/$batch', { requests: Array.from({ length: 10 }, (_, i) => ({ id: String(i), method: 'GET', url: events('ana') })) });
      expect((reply.body['responses'] as { status: number }[]).map((r) => r.status)).toEqual(Array.from({ length: 10 }, () => 200));
    });
    it('and ten thousand in ten minutes are enough', async () => {
      tenant.local.context.limits.take([{ key: `22222222-2222-4222-8222-222222222222|${tenant.id('ana')}`, name: 'Outlook: requests on one mailbox', limit: 10_000, windowMs: 600_000, cost: 9999 }]);
      expect([(await tenant.graph('GET', events('ana'))).status, (await tenant.graph('GET', events('ana'))).status]).toEqual([200, 429]);
    });
  });

  it('is still there after a restart', async () => {
    const folder = aFolder();
    const shared = tenant;
    try {
      tenant = await aTenant({ manners: 'fast', stateFile: folder.path('state.sqlite') });
      const event = await make({ recurrence: weekly() });
      const before = await read('ana', event.id);
      await tenant.local.close();
      tenant = await aTenant({ manners: 'fast', stateFile: folder.path('state.sqlite') });
      expect([await read('ana', event.id), startsOf(await viewOf('ben')).length]).toEqual([{ ...before, '@odata.context': expect.any(String) as string }, 4]);
    } finally {
      await tenant.local.close();
      tenant = shared;
      folder.remove();
    }
  });
});
