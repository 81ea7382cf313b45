// What most routes begin with: the charter in force, who asks as a set of roles, and the names of things in the reader's language.

import type { Response } from 'express';
import type { May } from '../../contract/common.ts';
import type { Charter } from '../../features/committees/domain/charter.ts';
import { nameOf } from '../../features/committees/domain/names.ts';
import { maySeeCommittee, rolesOf, type Permission, type Roles } from '../../features/committees/domain/permissions.ts';
import type { Charters } from '../../features/committees/ports.ts';
import { permissionRefusal } from '../../features/committees/words.ts';
import { committeeId, personId, type CommitteeId } from '../../shared/ids.ts';
import { say, type Language, type Text } from '../../shared/language.ts';
import { callerOf, languageOfReply, type Caller } from './caller.ts';
import { HttpProblem } from './problem.ts';
import { noCharter } from './provisioning-desk.ts';
import { Naming } from './provisioning-views.ts';

export interface Reading {
  readonly charter: Charter;
  /** Number of the charter in force. */
  readonly version: number;
  readonly caller: Caller;
  readonly roles: Roles;
  readonly naming: Naming;
  readonly language: Language;
  /** The rule's answer as the contract shows it: yes, or the sentence that says why not. */
  may(permission: Permission): May;
  /** Throws 403 with the sentence. */
  insist(permission: Permission): void;
  /** Whether the reader may know of one of these committees; of those of a charter to come, whoever sends it does. */
  readonly sees: (committees: readonly CommitteeId[]) => boolean;
}

export interface NetworkDeps { readonly charters: Charters; readonly today: () => string }

/** A pipeline with the operator's role may what the administration may. */
const OPERATOR = personId('application');

export const networkReader = ({ charters, today }: NetworkDeps) => async (res: Response): Promise<Reading> => {
  const { charter, version } = (await charters.inForce()) ?? noCharter();
  const caller = callerOf(res);
  const language = languageOfReply(res);
  const plain = rolesOf(charter, caller.person?.id ?? OPERATOR, today());
  const roles: Roles = caller.kind === 'application' ? { ...plain, known: true, administrator: true } : plain;
  const naming = new Naming(charter, language);
  const sentence = (permission: Permission): Text | null => (permission.ok ? null : permissionRefusal(permission.refusal, (id) => nameOf(charter, id)));
  return {
    charter, version, caller, roles, naming, language,
    may(permission) {
      const why = sentence(permission);
      return why === null ? { ok: true } : { ok: false, why: say(why, language) };
    },
    insist(permission) {
      const why = sentence(permission);
      if (why !== null) throw new HttpProblem(403, 'not-allowed', why);
    },
    sees: (committees) => committees.some((id) => { const seen = maySeeCommittee(roles, id); return seen.ok || seen.refusal.why === 'unknown-committee'; }),
  };
};

/** 404 also for what the reader may not know to exist. */
export function seenCommittee(raw: string, reading: Reading): CommitteeId {
  const id = committeeId(raw);
  if (reading.charter.committees.some((c) => c.id === id) && reading.sees([id])) return id;
  if (!reading.roles.known) reading.insist({ ok: false, refusal: { why: 'unknown-person' } });
  throw new HttpProblem(404, 'no-committee', { fr: 'Cette instance n’existe pas, ou sa consultation est restreinte.', en: 'This committee does not exist, or is restricted.' });
}
