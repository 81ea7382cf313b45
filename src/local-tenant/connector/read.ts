// Reads JSON that others wrote: what is not of the expected kind is as good as absent.

export type Json = Record<string, unknown>;

export const record = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Json : {});
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value as unknown[] : []);
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
export const texts = (value: unknown): string[] => list(value).filter((entry): entry is string => typeof entry === 'string');
