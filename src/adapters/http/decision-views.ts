// The register as the contract shows it to one reader: facts from the feature, names and sentences in the reader's language.

import type { May } from '../../contract/common.ts';
import type { DecisionDetail, DecisionRow, Reach } from '../../contract/decisions.ts';
import { mayCreateAction } from '../../features/actions/domain/permissions.ts';
import { ownerToday } from '../../features/actions/domain/action.ts';
import { ownerWords } from '../../features/actions/words.ts';
import { roleName, voiceName } from '../../features/committees/domain/names.ts';
import { mayAnswerReach, mayRecord, type DecisionPermission } from '../../features/decisions/domain/permissions.ts';
import { countStates, institutionsToAsk } from '../../features/decisions/domain/reach.ts';
import { reviewDecision, textNow } from '../../features/decisions/domain/record-decision.ts';
import { standingOf, takenOn, type RegisterLine } from '../../features/decisions/domain/registered-decision.ts';
import type { Carrying } from '../../features/decisions/ports.ts';
import type { DecisionInFull, SeenLine } from '../../features/decisions/use-cases/read-decisions.ts';
import { changeRefusal, isRegisterRight, momentWords, quorumWords, rightRefusal, voteWords, type NameOf } from '../../features/decisions/words.ts';
import { personId, seatId } from '../../shared/ids.ts';
import { say, type Text } from '../../shared/language.ts';
import { localTime } from '../../shared/zones.ts';
import { mayOf as mayOfAction } from './action-views.ts';
import { committeeRef } from './meeting-views.ts';
import type { Reading } from './network.ts';

export const nameIn = ({ charter }: Pick<Reading, 'charter'>): NameOf => (id) => {
  const committee = charter.committees.find((c) => c.id === id);
  if (committee !== undefined) return { fr: committee.acronym, en: committee.acronym };
  return charter.institutions.find((i) => i.id === id)?.name ?? charter.groups.find((g) => g.id === id)?.name ?? charter.persons.find((p) => p.id === id)?.title ?? null;
};

/** The register's own refusals in its words, the others in the committees'. */
export function mayOf(permission: DecisionPermission, reading: Reading): May {
  if (permission.ok) return { ok: true };
  const { refusal } = permission;
  return isRegisterRight(refusal) ? { ok: false, why: say(rightRefusal(refusal, nameIn(reading)), reading.language) } : reading.may({ ok: false, refusal });
}

export function decisionRow({ line, execution, seesNext }: SeenLine, today: string, { charter }: Pick<Reading, 'charter'>): DecisionRow {
  const { id, number, title, committee, kind, supersededBy, reviewOn, inCamera, reach, version } = line;
  return {
    id, number, title, kind, takenOn: takenOn(line), standing: standingOf(line, today), supersededBy: seesNext ? supersededBy : null, reviewOn, inCamera, execution, version,
    committee: { id: committee, acronym: charter.committees.find((c) => c.id === committee)?.acronym ?? committee }, reach: reach.asked === 0 ? null : reach,
  };
}

export interface DetailAbout { readonly today: string; readonly url: string; /** Title of the meeting; null where the reader may not know it. */ readonly meeting: string | null }

export function decisionDetail(found: DecisionInFull, reading: Reading, { today, url, meeting }: DetailAbout): DecisionDetail {
  const { decision } = found;
  const { naming, charter, roles } = reading;
  const titled = (line: RegisterLine) => ({ id: line.id, number: line.number, title: line.title });
  return {
    ...decisionRow({ ...found, line: decision }, today, reading),
    committee: committeeRef(decision.committee, reading), text: decision.text, textNow: textNow(decision), takenWords: naming.say(momentWords(decision.takenAt)),
    meeting: decision.meeting === null || meeting === null ? null : { id: decision.meeting, title: meeting }, item: decision.item,
    vote: { ...decision.vote, sentence: naming.say(voteWords(decision.vote)) },
    quorum: { present: decision.quorum.present, needed: decision.quorum.needed, met: decision.quorum.state !== 'not-met', sentence: naming.say(quorumWords(decision.quorum)) },
    // As they then were: the charter of today has the address alone.
    present: decision.present.map(({ person, title, role, votes, represents }) => {
      const voice = represents === null ? null : voiceName(charter, { represents, group: represents, axis: null });
      return { person: { id: person, title: naming.say(title), email: naming.person(person)?.email ?? '' }, role: naming.say(roleName(charter, role)), votes, represents: voice === null ? null : naming.say(voice) };
    }),
    replaces: found.replaces.map(titled), replacedBy: found.replacedBy === null ? null : titled(found.replacedBy),
    amendments: decision.amendments.map(({ at, by, text, reason }) => ({ on: dayOf(at, reading), by: titleOf(by, reading), text, reason })),
    recorded: { on: dayOf(decision.recordedAt, reading), by: titleOf(decision.recordedBy, reading) },
    actions: found.carrying.map((action) => carryingView(action, reading, today)),
    url,
    may: mayDo(found, today, reading, mayOfAction(mayCreateAction(roles, decision.committee), reading)),
  };
}

const dayOf = (at: Date, { charter }: Reading): string => localTime(at, charter.zone).date;
const titleOf = (id: string | null, { naming }: Reading): string | null => (id === null ? null : (naming.person(personId(id))?.title ?? null));

function carryingView({ owner, committee: _committee, ...action }: Carrying, reading: Reading, today: string): DecisionDetail['actions'][number] {
  const of = owner === null ? null : owner.is === 'person' ? ({ is: 'person', person: personId(owner.id) } as const) : ({ is: 'seat', seat: seatId(owner.id) } as const);
  return { ...action, owner: of === null ? null : reading.naming.say(ownerWords(reading.charter, of, ownerToday(reading.charter, of, today))) };
}

/** The rules themselves are asked: a button and the server cannot disagree. */
function mayDo({ decision, reach, seesNext }: DecisionInFull, today: string, reading: Reading, createAction: May): DecisionDetail['may'] {
  const { charter, roles, language } = reading;
  const refused = (why: Text | null): May => (why === null ? { ok: true } : { ok: false, why: say(why, language) });
  const record = mayOf(mayRecord(roles, decision.committee, decision.inCamera), reading);
  const ruled = (why: Text | null): May => (record.ok ? refused(why) : record);
  const send = institutionsToAsk(charter, decision.inCamera, 'all', reach.map(({ institution }) => institution));
  const words = nameIn(reading);
  const superseded = decision.supersededBy;
  const by = seesNext ? superseded : null;
  const review = reviewDecision(decision, null, today);
  return {
    amend: record,
    review: ruled(review.ok ? null : changeRefusal('by' in review.refusal ? { ...review.refusal, by } : review.refusal, words)),
    supersede: ruled(superseded === null ? null : changeRefusal({ why: 'already-superseded', decision: decision.id, by }, words)),
    reach: ruled(superseded !== null ? changeRefusal({ why: 'sent-superseded', by }, words) : send.ok ? null : changeRefusal(send.refusal, words)),
    createAction,
  };
}

export function reachView({ decision, reach, seesNext }: Pick<DecisionInFull, 'decision' | 'reach' | 'seesNext'>, reading: Reading): Reach {
  const { charter, naming } = reading;
  const of = (institution: string) => charter.institutions.find(({ id }) => id === institution);
  const superseded: May | null = decision.supersededBy === null ? null : { ok: false, why: say(changeRefusal({ why: 'superseded', by: seesNext ? decision.supersededBy : null }, nameIn(reading)), reading.language) };
  const territories = charter.territories.map(({ id, name }) => ({ id, name: naming.say(name), rows: reach.filter(({ institution }) => of(institution)?.territory === id) }));
  return {
    decision: { id: decision.id, number: decision.number, title: decision.title },
    counts: { ...countStates(reach) },
    territories: territories.filter(({ rows }) => rows.length > 0).map(({ id, name, rows }) => ({ id, name, counts: { ...countStates(rows) } })),
    institutions: reach.map((row) => {
      const institution = of(row.institution);
      const may = mayOf(mayAnswerReach(reading.roles, row.institution), reading);
      return {
        id: row.institution, acronym: institution?.acronym ?? row.institution, name: institution === undefined ? row.institution : naming.say(institution.name), territory: institution?.territory ?? '',
        state: row.state, plannedOn: row.plannedOn, reason: row.reason, by: titleOf(row.answeredBy, reading), on: row.answeredAt === null ? null : dayOf(row.answeredAt, reading), may: may.ok && superseded !== null ? superseded : may,
      };
    }).sort((a, b) => a.territory.localeCompare(b.territory) || a.name.localeCompare(b.name, 'fr-CA')),
  };
}
