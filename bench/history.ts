// Years of the whole network as rows: meetings, actions, decisions and the words by which they are found, spread over committees and
// people as the charter has them. Made by the database itself, from numbers alone, so that every run has the same.

import { sql, type SQL } from 'drizzle-orm';
import type { Data } from '../src/adapters/store/open-data.ts';
import type { Charter } from '../src/features/committees/domain/charter.ts';
import { addDays } from '../src/shared/dates.ts';

/** What ten years hold: the network meets some six hundred times a year. */
const A_YEAR = { meetings: 600, actions: 6000, decisions: 2000 } as const;

const WORDS = 'calendrier fiche portefeuille réseau télésanté plateforme déploiement clinique établissement territoire protocole formation soutien trajectoire téléconsultation indicateur budget entente répondant gestionnaire sécurité accès interopérabilité feuille route bilan comité pilotage risque relève licence équipement connexion débit région nordique cardiologie pédiatrie dermatologie soins domicile hospitalisation surveillance vidéo visioconférence consentement usager proche satisfaction sondage rapport analyse recommandation orientation priorité échéancier ressource migration version incident correctif tableau suivi'.split(' ');

const list = (texts: readonly string[]): SQL => sql`array[${sql.join(texts.map((text) => sql`${text}`), sql`, `)}]::text[]`;
/** A number that looks drawn, from the row's own and a salt. */
const drawn = (salt: number): SQL => sql`((n::bigint * 2654435761 + ${salt}::bigint * 40503) % 1000003)`;
const word = (salt: number): SQL => sql`(${list(WORDS)})[1 + ${drawn(salt)} % ${WORDS.length}]`;
const sentence = (words: number, salt: number): SQL => sql.join(Array.from({ length: words }, (_, n) => word(salt + n)), sql` || ' ' || `);

/** `today`: the last day of that history. */
export async function makeHistory(data: Data, tenantId: string, charter: Charter, years: number, today: string): Promise<{ readonly meetings: number; readonly actions: number; readonly decisions: number }> {
  // Those above the establishments carry most of the work: they stand three times in the list.
  const committees = charter.committees.flatMap(({ id, level }) => (level === 'local' ? [id] : [id, id, id]));
  const people = charter.committees.flatMap(({ seats }) => seats.flatMap(({ holder }) => holder ?? []));
  const committee = (salt: number): SQL => sql`(${list(committees)})[1 + ${drawn(salt)} % ${committees.length}]`;
  const days = Math.round(years * 365);
  const from = addDays(today, -days);
  const day = (of: number): SQL => sql`(${from}::date + (n * ${days} / ${of})::int)`;
  const counts = { meetings: A_YEAR.meetings * years, actions: A_YEAR.actions * years, decisions: A_YEAR.decisions * years };
  const run = (statement: SQL) => data.tx(async (tx) => { await tx.execute(statement); });
  await run(sql`insert into meeting (tenant_id, id, committee_id, kind, jointly, slot, start, minutes, zone, state, title, reason, guests, version, notice)
    select ${tenantId}, c || '/h-' || n, c, 'regular', '[]', null, d::text || 'T09:00', 60, 'America/Toronto', 'convened', null, null, '[]', 1, null
    from (select n, ${committee(1)} as c, ${day(counts.meetings)} as d from generate_series(1, ${counts.meetings}::int) as n) as rows`);
  await run(sql`insert into decision (tenant_id, id, number, committee_id, kind, title, text, taken_at, zone, vote_mode, votes_for, votes_against, votes_abstained, quorum, present, in_camera, amendments, reach_asked, reach_applied, reach_left, recorded_at, version)
    select ${tenantId}, 'D-' || to_char(d, 'YYYY') || '-' || to_char(n, 'FM00000'), upper(c) || '-' || n, c, 'decision', ${sentence(6, 11)}, ${sentence(40, 23)}, d::text || 'T09:40', 'America/Toronto', 'unanimous', 6, 0, 0, '{"present":6,"needed":4,"met":true,"base":"members"}', '[]', n % 50 = 0, '[]', 0, 0, 0, d, 1
    from (select n, ${committee(2)} as c, ${day(counts.decisions)} as d from generate_series(1, ${counts.decisions}::int) as n) as rows`);
  // One in two of the last sixty days is open, and three of a thousand that everybody forgot.
  await run(sql`insert into action (tenant_id, id, committee_id, title, detail, owner_kind, owner_id, due, state, blocked, priority, decision_id, in_camera, origin, postponements, created_at, created_by, closed_at, changed_at, version)
    select ${tenantId}, 'A-' || to_char(d, 'YYYY') || '-' || to_char(n, 'FM00000'), c, ${sentence(7, 31)}, ${sentence(25, 47)}, 'person', (${list(people)})[1 + ${drawn(5)} % ${people.length}], (d + 21)::text,
      case when not o then 'done' when n % 9 = 0 then 'blocked' when n % 3 = 0 then 'in-progress' else 'todo' end, case when o and n % 9 = 0 then 'En attente' end, (array['urgent', 'important', 'medium', 'low'])[1 + n % 4],
      case when n % 3 = 0 then (select 'D-' || to_char(${from}::date + (m * ${days} / ${counts.decisions})::int, 'YYYY') || '-' || to_char(m, 'FM00000') from (select greatest(1, n * ${counts.decisions} / ${counts.actions}) as m) as made) end,
      n % 50 = 0, 'tab', '[]', d, null, case when not o then d + 14 end, d, 1
    from (select n, ${committee(3)} as c, ${day(counts.actions)} as d, ((${day(counts.actions)} > ${today}::date - 60 and n % 2 = 0) or ${drawn(7)} % 1000 < 3) as o from generate_series(1, ${counts.actions}::int) as n) as rows`);
  await run(sql`insert into search_document (tenant_id, kind, id, committee_id, in_camera, title, body, day, state)
    select tenant_id, 'action', id, committee_id, in_camera, title, detail, due, case when closed_at is null then 'open' else state end from action where tenant_id = ${tenantId}
    union all select tenant_id, 'decision', id, committee_id, in_camera, title, text, left(taken_at, 10), 'in-force' from decision where tenant_id = ${tenantId}
    union all select tenant_id, 'meeting', id, committee_id, false, '', 'séance ' || committee_id || ' ' || left(start, 10), left(start, 10), 'regular' from meeting where tenant_id = ${tenantId}`);
  // What autovacuum, or the embedded database's own upkeep, has done by the time that ten years have passed.
  await data.db.execute(sql`analyze`);
  return counts;
}
