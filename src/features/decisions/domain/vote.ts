// The vote and those who were there: which voices were heard, in which role each person sat, and whether the counts can be so.

import type { PersonId } from '../../../shared/ids.ts';
import type { Charter, Committee, Seat } from '../../committees/domain/charter.ts';
import { isVotingSeat } from '../../committees/domain/check-committee.ts';
import { isFilled, seatsToday } from '../../committees/domain/term.ts';
import { heard, quorumOf, voicesOf, type QuorumState, type StandIns } from '../../meetings/domain/quorum.ts';
import type { Presence, QuorumThen, Vote } from './registered-decision.ts';

export type VoteRefusal =
  /** Nobody there has a voice. */
  | { readonly why: 'no-voter' }
  /** More voices were counted than were there. */
  | { readonly why: 'too-many-voices'; readonly counted: number; readonly voters: number }
  | { readonly why: 'not-unanimous'; readonly against: number; readonly abstained: number }
  /** Unanimity of voices that were there: each one is for. */
  | { readonly why: 'unanimity-of-some'; readonly for: number; readonly voters: number }
  | { readonly why: 'against-consensus'; readonly against: number }
  | { readonly why: 'no-majority'; readonly for: number; readonly against: number }
  /** A casting vote decides between equal numbers. */
  | { readonly why: 'no-tie'; readonly for: number; readonly against: number }
  | { readonly why: 'chair-away' };

/** The persons, the quorum and the number of voices at that minute. */
export interface Table { readonly present: readonly Presence[]; readonly quorum: QuorumThen; readonly missing: QuorumState['missing']; readonly voters: number; readonly chaired: boolean }

/** `day`: the local day; `standIns`: who came instead of whom for that meeting only. */
export function tableOf(charter: Charter, committee: Committee, day: string, persons: readonly PersonId[], standIns: StandIns): Table {
  const here = new Set(persons);
  const seats = seatsToday(committee, day).filter((seat) => isFilled(seat, day));
  const { state, present: count, needed, of, missing } = quorumOf(charter, committee, day, here, standIns);
  const voiceOf = new Map([...heard(voicesOf(charter, committee, day), here, standIns)].map(([voice, person]) => [person, voice] as const));
  const present = [...here].map((person): Presence => {
    const own = seats.filter((seat) => seat.holder === person);
    const seat = own.sort((a, b) => weight(b) - weight(a))[0];
    const voice = voiceOf.get(person);
    const lent = voice !== undefined && !voice.titulars.includes(person) ? (voice.titulars[0] ?? null) : null;
    return {
      person, title: charter.persons.find(({ id }) => id === person)?.title ?? { fr: person }, role: seat?.role ?? 'invite', votes: voice !== undefined,
      represents: seat?.represents ?? (lent === null ? null : (seats.find(({ holder }) => holder === lent)?.represents ?? null)), standsInFor: lent,
    };
  });
  const chairs = seats.filter(({ role }) => role === 'presidence' || role === 'copresidence');
  return {
    present, missing, voters: voiceOf.size, quorum: { state, present: count, needed, of, counts: committee.quorum.base === 'etablissements_representes' ? 'institutions' : 'members' },
    chaired: chairs.some(({ holder }) => holder !== null && (here.has(holder) || here.has(standIns.get(holder) ?? holder))),
  };
}

const weight = (seat: Seat): number => (isVotingSeat(seat) ? 2 : seat.alternateOf === null ? 1 : 0);

/** Unanimity and consensus need no count: those who were there are counted. */
export function voteFault(vote: Vote, { voters, chaired }: Pick<Table, 'voters' | 'chaired'>): VoteRefusal | null {
  const { mode, against, abstained } = vote;
  const counted = vote.for + against + abstained;
  if (voters === 0) return { why: 'no-voter' };
  if (counted > voters) return { why: 'too-many-voices', counted, voters };
  switch (mode) {
    case 'unanimous':
      if (against > 0 || abstained > 0) return { why: 'not-unanimous', against, abstained };
      return vote.for !== 0 && vote.for !== voters ? { why: 'unanimity-of-some', for: vote.for, voters } : null;
    case 'consensus':
      return against > 0 ? { why: 'against-consensus', against } : null;
    case 'majority':
      return vote.for > against ? null : { why: 'no-majority', for: vote.for, against };
    case 'casting':
      if (vote.for !== against || against === 0) return { why: 'no-tie', for: vote.for, against };
      return chaired ? null : { why: 'chair-away' };
    default:
      return mode satisfies never;
  }
}

/** What stands in the register: of unanimity and consensus without a count, everybody there who did not abstain. */
export const countedVote = (vote: Vote, voters: number): Vote => (vote.for === 0 && (vote.mode === 'unanimous' || vote.mode === 'consensus') ? { ...vote, for: voters - vote.abstained } : vote);
