// A calendar that other programs subscribe to (RFC 5545): each event in its own zone, with that zone's rules, so that nine o'clock stays
// nine o'clock in whatever reads it.

import { Temporal } from 'temporal-polyfill';

export interface FeedEvent {
  readonly uid: string;
  /** Grows with each change. */
  readonly sequence: number;
  /** Local date-times in `zone`, `2027-06-24T09:00`. */
  readonly start: string;
  readonly end: string;
  readonly zone: string;
  readonly status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  readonly title: string;
  readonly details: string;
  readonly url: string;
  /** Address of the Teams meeting. */
  readonly place: string | null;
}

export function calendarFeed(name: string, language: string, events: readonly FeedEvent[], now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Gouverne//Gouverne//FR', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH',
    `NAME:${text(name)}`, `X-WR-CALNAME:${text(name)}`, 'REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'X-PUBLISHED-TTL:PT1H',
    ...[...new Set(events.map(({ zone }) => zone))].sort().flatMap((zone) => zoneLines(zone, events.filter((event) => event.zone === zone))),
    ...events.flatMap((event) => [
      'BEGIN:VEVENT', `UID:${text(event.uid)}`, `DTSTAMP:${utc(now)}`, `SEQUENCE:${event.sequence}`, `STATUS:${event.status}`,
      `DTSTART;TZID=${event.zone}:${local(event.start)}`, `DTEND;TZID=${event.zone}:${local(event.end)}`,
      `SUMMARY;LANGUAGE=${language}:${text(event.title)}`, `DESCRIPTION;LANGUAGE=${language}:${text(event.details)}`, `URL:${event.url}`,
      ...(event.place === null ? [] : [`LOCATION:${text(event.place)}`]), 'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const text = (value: string): string => value.replace(/[\\;,]/g, String.raw`\$&`).replace(/\r\n|\r|\n/g, String.raw`\n`);
const local = (at: string): string => `${at.slice(0, 10).replaceAll('-', '')}T${at.slice(11, 16).replace(':', '')}00`;
const utc = (at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

const LONGEST_LINE = 75;

/** At most 75 octets a line, no character cut in two; what follows begins with a space. */
function folded(line: string): string {
  let [out, octets] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LONGEST_LINE) [out, octets] = [`${out}\r\n `, 1];
    out += character;
    octets += size;
  }
  return out;
}

/** The observances that a zone has from before its first event until after its last. */
function zoneLines(zone: string, events: readonly FeedEvent[]): string[] {
  const days = events.map(({ start }) => start).sort();
  const first = Temporal.PlainDateTime.from(days[0] ?? '2027-01-01T00:00').toZonedDateTime(zone);
  const last = Temporal.PlainDateTime.from(days.at(-1) ?? '2027-01-01T00:00').toZonedDateTime(zone);
  const began = first.getTimeZoneTransition('previous');
  const changes = [];
  for (let change = began; change !== null && Temporal.ZonedDateTime.compare(change, last) <= 0; change = change.getTimeZoneTransition('next')) changes.push(change);
  const offsets = new Set([first, ...changes].map(({ offsetNanoseconds }) => offsetNanoseconds));
  const usual = Math.min(...offsets);
  const observance = (from: string, before: string, at: Temporal.ZonedDateTime): string[] => {
    const kind = at.offsetNanoseconds > usual ? 'DAYLIGHT' : 'STANDARD';
    return [`BEGIN:${kind}`, `DTSTART:${local(from)}`, `TZOFFSETFROM:${before.replace(':', '')}`, `TZOFFSETTO:${at.offset.replace(':', '')}`, `END:${kind}`];
  };
  return [
    'BEGIN:VTIMEZONE', `TZID:${zone}`,
    ...(changes.length === 0
      ? observance('1970-01-01T00:00', first.offset, first)
      // An observance begins at the hour that clocks showed before it.
      : changes.flatMap((change) => { const before = change.subtract({ seconds: 1 }); return observance(change.toInstant().toZonedDateTimeISO(before.offset).toPlainDateTime().toString(), before.offset, change); })),
    'END:VTIMEZONE',
  ];
}
