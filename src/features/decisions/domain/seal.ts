// The seal of a decision: what was recorded, as one text whose SHA-256 the journal keeps. A byte that is changed behind the register's
// back, in the text, the vote or who was there, gives another one.

import { canonicalJson } from '../../journal/domain/chain.ts';
import type { Amendment, RegisteredDecision } from './registered-decision.ts';

/** Without what may change by right: what supersedes it, its day of review, how far it has gone. */
export const sealed = ({ id, number, committee, kind, title, text, takenAt, zone, meeting, item, vote, quorum, present, inCamera, recordedAt, recordedBy }: RegisteredDecision): string =>
  canonicalJson({ id, number, committee, kind, title, text, takenAt, zone, meeting, item, vote, quorum, present, inCamera, recordedAt: recordedAt.toISOString(), recordedBy });

export const sealedAmendment = ({ at, by, text, reason }: Amendment): string => canonicalJson({ at: at.toISOString(), by, text, reason });
