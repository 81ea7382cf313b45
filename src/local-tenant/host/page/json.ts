// Reads what an app or a bot sent: what is not of the expected kind is as good as absent.

export const record = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : {});
export const text = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
export const textOrNull = (value: unknown): string | null => (text(value) === '' ? null : text(value));
