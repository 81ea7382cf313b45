// Local date-times as fields give them: whether they are one.
/** `2027-06-24T09:00`, a day of the calendar and an hour of the clock. */
export function isLocal(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/.test(text)) return false;
  const at = new Date(`${text}:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 16) === text;
}
