// The register of decisions: its store, what it needs of the meetings, the people whom it tells, and their answers.

import { z } from 'zod';
import { decisionKinds } from '../../bot/decision-kinds.ts';
import type { CardKinds } from '../../bot/outgoing-cards.ts';
import type { DecisionUseCases } from '../../bot/use-cases-decisions.ts';
import type { DecisionRoutesDeps } from '../adapters/http/decision-routes.ts';
import type { Job, JobTable } from '../adapters/jobs/job-table.ts';
import { decisionsStore } from '../adapters/store/decisions-store.ts';
import type { Data, Tx } from '../adapters/store/open-data.ts';
import type { Config } from '../config/config.ts';
import type { Charter } from '../features/committees/domain/charter.ts';
import type { Roles } from '../features/committees/domain/permissions.ts';
import type { Charters, ProvisioningStore } from '../features/committees/ports.ts';
import type { Outgoing } from '../features/conversations/ports.ts';
import type { RegisterLine } from '../features/decisions/domain/registered-decision.ts';
import { decisionsOnCards } from '../features/decisions/use-cases/decisions-on-cards.ts';
import { knownLine } from '../features/decisions/use-cases/known-next.ts';
import { readNumber } from '../features/decisions/use-cases/read-decisions.ts';
import { REACH_NOTICE, type ReachNotice, type RegisterDeps } from '../features/decisions/use-cases/record-decision.ts';
import { seedDecisions } from '../features/decisions/use-cases/seed-examples.ts';
import { tellReach } from '../features/decisions/use-cases/tell-reach.ts';
import { latest } from '../features/meetings/domain/attendance.ts';
import { readMeeting } from '../features/meetings/use-cases/read-meetings.ts';
import { meetingTitle } from '../features/meetings/words.ts';
import { decisionId, type CommitteeId, type DecisionId, type EntraId, type PersonId } from '../shared/ids.ts';
import { say } from '../shared/language.ts';
import { tabLink } from '../shared/teams-links.ts';
import { inChannel } from './in-channel.ts';
import { sha256 } from './charter-text.ts';
import { byClock } from './clocked-data.ts';
import type { MeetingsDesk } from './meetings.ts';

export interface DecisionsDesk extends Omit<DecisionRoutesDeps, 'read' | 'today'> {
  tell(notice: ReachNotice): Promise<void>;
  /** The demonstration's decisions of the charter file; how many were added. */
  readonly seed: (charter: Charter) => Promise<number>;
  /** Title of the decision to which something is linked; null where the reader may not know it. */
  readonly titleOf: (links: { readonly decision: DecisionId | null }, reading: { readonly roles: Roles }) => Promise<string | null>;
  /** One that these people may know of. */
  readonly known: (id: DecisionId, roles: Roles) => Promise<RegisterLine | null>;
  /** How many wait to be carried out, in camera ones aside. */
  readonly awaiting: (committees: readonly CommitteeId[]) => Promise<number>;
  readonly cardKinds: CardKinds;
  readonly useCases: DecisionUseCases;
}

export interface DecisionsDeps {
  readonly config: Config;
  readonly data: Data;
  readonly charters: Pick<Charters, 'inForce'>;
  readonly store: Pick<ProvisioningStore, 'memory'>;
  readonly outgoing: Outgoing<Tx>;
  readonly meetings: MeetingsDesk;
  readonly accounts: (persons: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, EntraId>>;
  readonly personOf: (account: EntraId) => Promise<PersonId | null>;
  readonly clock: { now(): Date };
  readonly today: () => string;
}

const Notice = z.object({ decision: z.string(), institutions: z.array(z.string()), answered: z.boolean() });

/** The row of the job table; what it does is known once the desk is open. */
export function decisionJobs(desk: () => DecisionsDesk | undefined): JobTable {
  const tell: Job<z.infer<typeof Notice>> = {
    payload: Notice,
    rules: { policy: 'standard', retries: 20, waitSeconds: 5, longestWaitSeconds: 600 },
    run: async (notice) => desk()?.tell({ ...notice, decision: decisionId(notice.decision) }),
  };
  return { [REACH_NOTICE]: tell };
}

export function openDecisions({ config, data, charters, store, outgoing, meetings: desk, accounts, personOf, clock, today }: DecisionsDeps): DecisionsDesk {
  const { tenantId, manifestId } = config.app;
  const { meetings } = desk;
  const charter = async (): Promise<Charter | null> => (await charters.inForce())?.charter ?? null;
  const decisions = decisionsStore(byClock(data, clock), tenantId);
  const register: RegisterDeps = {
    decisions, clock, digest: sha256,
    meetingsHeld: {
      find: (id) => meetings.find(id),
      async standIns(id) {
        const answers = latest(await meetings.attendance([id]));
        return new Map([...answers.values()].flatMap(({ person, answer, alternate }) => (answer === 'alternate' && alternate !== null ? [[person, alternate] as const] : [])));
      },
    },
  };
  const pageOf = (decision: DecisionId): string => tabLink({ appId: manifestId, tenantId, entityId: 'home', subPageId: `decision/${decision}`, webUrl: `${config.baseUrl}/tabs/decision/${decision}`, label: decision });
  const [held, byNumber] = [readMeeting(desk), readNumber(register)];
  const telling = {
    say: ({ send, edit }: Parameters<Parameters<typeof tellReach>[0]['telling']['say']>[0]) => data.tx(async (tx) => {
      if (send.length > 0) await outgoing.send(tx, send);
      if (edit.length > 0) await outgoing.edit(tx, edit);
    }),
  };
  const onCards = decisionsOnCards({
    ...register, charter, personOf, pageOf, today,
    ...inChannel(store),
  });
  return {
    ...register, pageOf,
    async meetingTitle({ meeting }, { roles, charter: of, language }) {
      const seen = meeting === null ? null : await held(roles, meeting);
      if (seen === null) return null;
      return say(meetingTitle(seen.meeting, [seen.meeting.committee, ...seen.meeting.jointly].map((id) => of.committees.find((c) => c.id === id)?.acronym ?? id)), language);
    },
    async titleOf({ decision }, { roles }) {
      const line = decision === null ? null : await byNumber(roles, decision);
      return line === null ? null : line.title;
    },
    known: (id, roles) => knownLine(decisions, roles, id),
    awaiting: (committees) => decisions.count({ sight: { committees, inCamera: [] }, awaiting: true, today: today() }),
    tell: tellReach({ charter, decisions, telling, accounts, clock }),
    seed: seedDecisions(register),
    cardKinds: decisionKinds(() => onCards),
    useCases: onCards,
  };
}
