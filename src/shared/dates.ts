// Days of the civil calendar, as ISO text (`2027-03-18`) and as numbers, without any time zone: a term or a holiday is a day
// wherever one is.

const DAY = 86_400_000;

/** Whether the text is a day that exists: `2027-02-30` is none. */
export function isDate(text: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return found !== null && Number(found[1]) >= 1900 && fromDayNumber(dayNumber(text)) === text;
}

/** `09:00`, `23:59`. */
export const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** `2027-01-07T09:00`, with or without seconds: a local date-time, to be read in a zone. */
export function isLocalDateTime(text: string): boolean {
  const found = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.exec(text);
  return found !== null && isDate(found[1] ?? '');
}

/** Days since 1970-01-01. */
export const dayNumber = (date: string): number => Math.floor(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY);
export const fromDayNumber = (day: number): string => {
  const date = new Date(day * DAY);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
};

export const addDays = (date: string, days: number): string => fromDayNumber(dayNumber(date) + days);
/** From the first day to the second: 1 for the morrow, negative for the past. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);
/** Sunday of the week of that day. */
export const endOfWeek = (date: string): string => addDays(date, 7 - weekday(date));
/** 1 for Monday to 7 for Sunday. */
export const weekday = (date: string): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
