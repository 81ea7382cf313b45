// Days of the civil calendar as ISO text, which sort and compare as they are.
const utc = (date: string): Date => new Date(`${date}T00:00:00Z`);

export const addDays = (date: string, days: number): string => new Date(utc(date).getTime() + days * 86_400_000).toISOString().slice(0, 10);
/** From the first to the second: 1 for the morrow. */
export const daysBetween = (from: string, to: string): number => Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000);
/** 0 is Sunday. */
export const weekdayOf = (date: string): number => utc(date).getUTCDay();
/** The end of that day's week. */
export const sundayOf = (date: string): string => addDays(date, (7 - weekdayOf(date)) % 7);
/** A day that exists: `2027-02-30` is none. */
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text).getTime()) && utc(text).toISOString().startsWith(text);
