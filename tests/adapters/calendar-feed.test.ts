// The calendar that other programs subscribe to: lines as RFC 5545 wants them, and zones with rules of their own.
import { describe, expect, it } from '@jest/globals';
import { calendarFeed, type FeedEvent } from '../../src/adapters/documents/calendar-feed.ts';

const NOW = new Date('2027-02-22T13:30:00.000Z');
const anEvent = (more: Partial<FeedEvent> = {}): FeedEvent => ({
  uid: 'cncot%2F2027-03-04T09%3A00@gouverne.exemple', sequence: 2, start: '2027-03-04T09:00', end: '2027-03-04T10:30', zone: 'America/Toronto', status: 'CONFIRMED',
  title: 'CNCOT, séance du 4 mars 2027', details: 'Ordre du jour; pièces, liens\nÀ lire', url: 'https://teams.microsoft.com/l/entity/x', place: null, ...more,
});
const linesOf = (...events: FeedEvent[]): string[] => calendarFeed('Mes séances', 'fr-CA', events, NOW).split('\r\n');
const unfolded = (...events: FeedEvent[]): string[] => calendarFeed('Mes séances', 'fr-CA', events, NOW).replaceAll('\r\n ', '').split('\r\n');
const zoneOf = (lines: readonly string[]): string[] => lines.slice(lines.indexOf('BEGIN:VTIMEZONE'), lines.indexOf('END:VTIMEZONE') + 1);

describe('a calendar feed', () => {
  it('holds each event in its zone, with what identifies it and says that it changed', () => {
    expect(unfolded(anEvent())).toEqual(expect.arrayContaining([
      'METHOD:PUBLISH', 'UID:cncot%2F2027-03-04T09%3A00@gouverne.exemple', 'DTSTAMP:20270222T133000Z', 'SEQUENCE:2', 'STATUS:CONFIRMED',
      'DTSTART;TZID=America/Toronto:20270304T090000', 'DTEND;TZID=America/Toronto:20270304T103000', String.raw`SUMMARY;LANGUAGE=fr-CA:CNCOT\, séance du 4 mars 2027`,
      String.raw`DESCRIPTION;LANGUAGE=fr-CA:Ordre du jour\; pièces\, liens\nÀ lire`,
    ]));
  });

  it('breaks lines at 75 octets, and no character', () => {
    const lines = linesOf(anEvent({ title: 'é'.repeat(200), details: '😀'.repeat(60) }));
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toContain('\uFFFD');
    }
    expect(unfolded(anEvent({ title: 'é'.repeat(200) }))).toContain(`SUMMARY;LANGUAGE=fr-CA:${'é'.repeat(200)}`);
    expect(lines.at(-1)).toBe('');
  });

  it('gives the rules of a zone on both sides of the change of clocks', () => {
    expect(zoneOf(unfolded(anEvent(), anEvent({ start: '2027-11-11T09:00', end: '2027-11-11T10:30' })))).toEqual([
      'BEGIN:VTIMEZONE', 'TZID:America/Toronto',
      'BEGIN:STANDARD', 'DTSTART:20261101T020000', 'TZOFFSETFROM:-0400', 'TZOFFSETTO:-0500', 'END:STANDARD',
      'BEGIN:DAYLIGHT', 'DTSTART:20270314T020000', 'TZOFFSETFROM:-0500', 'TZOFFSETTO:-0400', 'END:DAYLIGHT',
      'BEGIN:STANDARD', 'DTSTART:20271107T020000', 'TZOFFSETFROM:-0400', 'TZOFFSETTO:-0500', 'END:STANDARD',
      'END:VTIMEZONE',
    ]);
  });

  it('knows a zone whose clocks do not change', () => {
    expect(zoneOf(unfolded(anEvent({ zone: 'UTC' })))).toEqual(['BEGIN:VTIMEZONE', 'TZID:UTC', 'BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0000', 'TZOFFSETTO:+0000', 'END:STANDARD', 'END:VTIMEZONE']);
  });

  it('of nobody’s meetings is a calendar all the same', () => {
    expect(unfolded()).toEqual(expect.arrayContaining(['BEGIN:VCALENDAR', 'END:VCALENDAR']));
    expect(unfolded()).not.toContain('BEGIN:VEVENT');
  });
});
