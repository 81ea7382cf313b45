// What the pages may ask of the server: a fake that answers anything else would hide a page's mistake.
import { OPERATIONS } from '../../src/contract/api.ts';

const published = OPERATIONS.map(({ method, path }) => ({ method: method.toUpperCase(), path: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`) }));

/** `path`: as it was asked, with its query. */
export const isPublished = (method: string, path: string): boolean => published.some((one) => one.method === method && one.path.test(path.split('?')[0] ?? ''));
