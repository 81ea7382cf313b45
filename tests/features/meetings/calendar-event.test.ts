// What a meeting is in a calendar: its subject, its words, who organizes it; and the way back from a subject that people wrote.

import { describe, expect, it } from '@jest/globals';
import { eventOf, organizerOf, personAt, titleFrom } from '../../../src/features/meetings/domain/calendar-event.ts';
import type { Meeting } from '../../../src/features/meetings/domain/meeting.ts';
import { committeeId, personId } from '../../../src/shared/ids.ts';
import { aCharter, theNetwork } from '../../support/charter-builder.ts';
import { aNotice, storedMeeting } from '../../support/stored-meeting.ts';

const CHARTER = aCharter();
const LINKS = { page: 'https://g.example/m?a=1&b="2"', channel: null };
const meeting = (more: Partial<Meeting> = {}): Meeting => storedMeeting({ committee: committeeId('nat'), ...more });
const subject = (more: Partial<Meeting> = {}): string | undefined => eventOf(CHARTER, meeting(more), '', LINKS)?.subject;

describe('the subject', () => {
  it('names the committees, and the meeting as people named it', () => {
    expect([subject(), subject({ kind: 'special' }), subject({ title: 'Budget' }), subject({ title: 'NAT — Budget' })]).toEqual(['NAT — Séance ordinaire', 'NAT — Séance extraordinaire', 'NAT — Budget', 'NAT — Budget']);
    expect(subject({ jointly: [committeeId('dir'), committeeId('ctcot-nord')], title: 'Budget' })).toBe('NAT, DIR et CTCOT Nord — Budget');
  });

  it.each([
    ['NAT — Budget', 'Budget'],
    ['Budget', 'Budget'],
    ['  Budget  ', 'Budget'],
    ['NAT — Séance ordinaire', null],
    ['', null],
  ])('« %s » gives the title %j', (text, title) => {
    expect(titleFrom(CHARTER, meeting({ title: 'Ancien' }), text)).toBe(title);
  });

  it('too long for a title is cut', () => {
    expect(titleFrom(CHARTER, meeting(), 'x'.repeat(300))).toHaveLength(200);
  });
});

describe('the event', () => {
  it('leads to the meeting’s page, and what people typed stays text', () => {
    const body = eventOf({ ...CHARTER, committees: CHARTER.committees.map((c) => ({ ...c, name: { fr: '<b>Comité</b>' } })) }, meeting(), '', LINKS)?.body ?? '';
    expect(body).toContain('href="https://g.example/m?a=1&amp;b=&quot;2&quot;"');
    expect(body).toContain('&lt;b&gt;Comité&lt;/b&gt;');
  });

  it('of a restricted committee shows strangers that the time is taken, and no more', () => {
    expect([meeting(), meeting({ committee: committeeId('dir') })].map((m) => eventOf(CHARTER, m, '', LINKS)?.private)).toEqual([false, true]);
  });

  it('is none for a meeting that is cancelled', () => {
    expect(eventOf(CHARTER, meeting({ state: 'cancelled' }), '', LINKS)).toBeNull();
  });

  it('carries the draft agenda in its order, in the charter’s language', () => {
    const agenda = [{ order: 2, title: { fr: 'Levée <de la séance>' }, nature: null }, { order: 1, title: { fr: 'Suivi', en: 'Follow-up' }, nature: 'information' as const }];
    expect(eventOf({ ...CHARTER, agenda }, meeting(), '', LINKS)?.body).toContain('<ol><li>Suivi</li><li>Levée &lt;de la séance&gt;</li></ol>');
    expect(eventOf({ ...CHARTER, agenda: [] }, meeting(), '', LINKS)?.body).not.toContain('<ol>');
  });

  it('invites nobody before the notice, and nobody twice', () => {
    const convened = [personId('per-coord'), personId('per-expert')];
    const guests = [{ is: 'person', person: personId('per-expert') }, { is: 'person', person: personId('per-admin') }, { is: 'address', email: 'COORD@rqt.example', label: 'encore' }] as const;
    expect(eventOf(CHARTER, meeting({ guests }), '', LINKS)?.attendees).toEqual([]);
    const invited = eventOf(CHARTER, meeting({ state: 'convened', guests, notice: aNotice({ convened }) }), '', LINKS)?.attendees.map(({ email, needed }) => [email, needed]);
    expect(invited).toEqual([['coord@rqt.example', true], ['expert@rqt.example', true], ['admin@rqt.example', false]]);
  });
});

describe('the organizer', () => {
  it('is the secretariat, else the chair, as the seats are held that day', () => {
    expect([organizerOf(CHARTER, meeting(), '2027-01-04')?.id, organizerOf(CHARTER, meeting({ committee: committeeId('ctcot-nord') }), '2027-01-04')?.id]).toEqual(['per-secr', 'per-cct']);
  });

  it('is known for each of the network’s committees', () => {
    const network = theNetwork();
    expect(network.committees.filter(({ id }) => organizerOf(network, { committee: id }, '2027-01-04') === null).map(({ id }) => id)).toEqual([]);
  });
});

it('an address answers for whom the notice told, whatever its case', () => {
  const convened = meeting({ state: 'convened', notice: aNotice({ convened: [personId('per-coord')] }) });
  expect([personAt(CHARTER, convened, 'Coord@RQT.example'), personAt(CHARTER, convened, 'expert@rqt.example'), personAt(CHARTER, convened, 'x@y.example')]).toEqual(['per-coord', null, null]);
});
