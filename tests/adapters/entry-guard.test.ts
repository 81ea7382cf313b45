// What stands before every route: a NAM in a file, however short and in whatever encoding the import reads.
import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { decodeTable } from '../../src/adapters/documents/table-file.ts';
import { entryGuard } from '../../src/adapters/http/entry-guard.ts';
import type { RefusedEntry } from '../../src/features/incidents/ports.ts';

async function judge(body: unknown): Promise<{ readonly passed: boolean; readonly noted: readonly RefusedEntry[] }> {
  const noted: RefusedEntry[] = [];
  let passed = false;
  const guard = entryGuard({ note: async (entry) => { noted.push(entry); }, textOf: decodeTable });
  const caller = { kind: 'application', person: null, clientId: 'test' };
  try {
    await guard({ path: '/actions/import', query: {}, body } as unknown as Request, { locals: { caller, language: 'fr-CA' }, req: { acceptsLanguages: () => 'fr' }, get: () => undefined } as unknown as Response, () => { passed = true; });
  } catch (problem) { expect(problem).toMatchObject({ code: 'health-number' }); }
  return { passed, noted };
}
const file = (bytes: Uint8Array): object => ({ committee: 'bdp', file: Buffer.from(bytes).toString('base64'), dryRun: true });
const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('a file with a NAM', () => {
  const TEXT = 'Titre;Échéance\nTREM75031512;2027-02-12\n';
  it.each<readonly [string, Uint8Array]>([
    ['in UTF-8', Buffer.from(TEXT)], ['of one word', Buffer.from('TREM75031512')], ['in UTF-16, small end first', utf16(TEXT)], ['in UTF-16, big end first', utf16(TEXT).swap16()], ['as Windows writes it', Buffer.from(TEXT, 'latin1')],
  ])('%s goes no further', async (_case, bytes) => {
    expect(await judge(file(bytes))).toEqual({ passed: false, noted: [{ where: 'api/actions', field: 'file' }] });
  });
  it('is told from one without, and from a word of four letters', async () => {
    expect(await judge(file(Buffer.from('Titre;Échéance\nRelire RCG-1021-075;2027-02-12\n')))).toEqual({ passed: true, noted: [] });
    expect(await judge({ title: 'abcd' })).toEqual({ passed: true, noted: [] });
  });
});
