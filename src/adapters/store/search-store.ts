// The words by which things are found: written in the transaction of what they repeat, asked for as people type them.
import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import { excerptOf } from '../../features/search/domain/excerpt.ts';
import type { SearchDocument, SearchIndex } from '../../features/search/ports.ts';
import { committeeId } from '../../shared/ids.ts';
import { anyOf, outOfCamera } from './any-of.ts';
import type { Data, Tx } from './open-data.ts';
import { searchDocument } from './schema/index.ts';

const t = searchDocument;

/** What stands replaces what stood. */
export async function indexDocuments(tx: Tx, tenantId: string, documents: readonly SearchDocument[]): Promise<void> {
  for (let from = 0; from < documents.length; from += 1000) {
    await tx.insert(t).values(documents.slice(from, from + 1000).map(({ committee, ...rest }) => ({ tenantId, committeeId: committee, ...rest }))).onConflictDoUpdate({
      target: [t.tenantId, t.kind, t.id],
      set: { committeeId: sql`excluded.committee_id`, inCamera: sql`excluded.in_camera`, title: sql`excluded.title`, body: sql`excluded.body`, day: sql`excluded.day`, state: sql`excluded.state` },
    });
  }
}

/**
 * What is asked for, as the database writes it; null when nothing is left of the text. Every word must be there; the last one may be the
 * beginning of a word, for people read results while they type. Resolved first: the planner only sees how common words are when it has them
 * before its eyes.
 */
export async function wordsQuery(db: Pick<Data['db'], 'execute'>, text: string): Promise<SQL | null> {
  const words = text.normalize('NFC').match(/[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu) ?? [];
  const last = words.at(-1);
  if (last === undefined) return null;
  const quoted = (some: readonly string[]): string => some.map((word) => `"${word}"`).join(' ');
  const [whole, before] = [sql`websearch_to_tsquery('gouverne_french', ${quoted(words)})`, sql`websearch_to_tsquery('gouverne_french', ${quoted(words.slice(0, -1))})`];
  // Through the dictionary for the accents, then as a beginning: « réun » finds « réunion ». A beginning of one or two signs would be half of everything.
  const beginning = sql`(select coalesce(string_agg(quote_literal(lexeme) || ':*', ' & '), '')::tsquery from unnest(to_tsvector('simple', unaccent(lower(${last})))) as parts(lexeme, positions, weights))`;
  const asked = last.length < 3 ? whole : words.length === 1 ? sql`(${whole} || ${beginning})` : sql`(${whole} || (${before} && ${beginning}))`;
  const { rows: [found] } = await db.execute<{ query: string }>(sql`select (${asked})::text as query`);
  return found === undefined || found.query === '' ? null : sql`${found.query}::tsquery`;
}

/** Beyond so many hits, ranking them all would cost more than it tells: the newest come first. */
const RANKED_AT_MOST = 400;

/** Implements the port SearchIndex. */
export function searchStore(data: Pick<Data, 'db'>, tenantId: string): SearchIndex {
  const columns = { kind: t.kind, id: t.id, committee: t.committeeId, inCamera: t.inCamera, title: t.title, day: t.day, state: t.state };
  return {
    async search({ words, kind, limit }, sight) {
      if (sight.committees.length === 0) return [];
      const query = await wordsQuery(data.db, words);
      if (query === null) return [];
      const hits = and(eq(t.tenantId, tenantId), sql`${t.words} @@ ${query}`, kind === null ? undefined : eq(t.kind, kind), anyOf(t.committeeId, sight.committees), outOfCamera(t.inCamera, t.committeeId, sight.inCamera));
      const counted = await data.db.select({ id: t.id }).from(t).where(hits).limit(RANKED_AT_MOST + 1);
      const order = counted.length > RANKED_AT_MOST ? [desc(t.day)] : [desc(sql`ts_rank_cd(${t.words}, ${query})`), desc(t.day)];
      const rows = await data.db.select({ ...columns, body: t.body }).from(t).where(hits).orderBy(...order, t.kind, t.id).limit(limit);
      // The database's own headline takes ten times as long as finding.
      return rows.map(({ committee, body, ...rest }) => ({ ...rest, committee: committeeId(committee), excerpt: excerptOf([rest.title, body].filter((part) => part !== '').join(' · '), words) }));
    },
  };
}
