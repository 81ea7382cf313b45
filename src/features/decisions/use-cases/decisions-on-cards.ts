// Decisions as the bot speaks of them: one by its number, a committee's latest, and what an institution's people answer on their card.
// Every right is checked here, for a card shows the same buttons to whoever reads it.

import type { CommitteeId, EntraId, PersonId } from '../../../shared/ids.ts';
import { decisionId, type DecisionId } from '../../../shared/ids.ts';
import type { Text } from '../../../shared/language.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { maySeeCommittee, rolesOf, type PermissionRefusal, type Roles } from '../../committees/domain/permissions.ts';
import type { Recipient } from '../../conversations/domain/outgoing.ts';
import { maySeeDecision, type DecisionRightRefusal } from '../domain/permissions.ts';
import type { AskedAnswer } from '../domain/reach.ts';
import type { RegisterLine } from '../domain/registered-decision.ts';
import { changeRefusal, isRegisterRight, rightRefusal } from '../words.ts';
import { answerReachAs } from './answer-reach.ts';
import { knownNext } from './known-next.ts';
import { readDecisions, readNumber } from './read-decisions.ts';
import type { RegisterDeps } from './record-decision.ts';
import { isRestricted, showDecision, showReach, type ShownDecision, type ShownReach } from './show-decision.ts';

export interface DecisionCardsDeps extends RegisterDeps {
  readonly charter: () => Promise<Charter | null>;
  readonly personOf: (account: EntraId) => Promise<PersonId | null>;
  /** Whose channel that is; null when it is nobody's. */
  readonly committeeAt: (charter: Charter, groupId: string | null, channelId: string) => Promise<CommitteeId | null>;
  readonly pageOf: (decision: RegisterLine['id']) => string;
  /** The committees' own words of a refusal. */
  readonly permissionWords: (charter: Charter, refusal: PermissionRefusal) => Text;
  readonly today: () => string;
}

/** Where somebody asks. `heard`: others read the answer, who may not all know of everything. */
export interface AskedWhere { readonly heard: boolean; readonly channel: { readonly groupId: string | null; readonly channelId: string } | null }
export interface ReachOnCard { readonly decision: string; readonly institution: string }
export type ReachAnswered = { readonly is: 'answered'; readonly reach: ShownReach } | { readonly is: 'refused'; readonly reach: ShownReach | null; readonly why: Text } | { readonly is: 'gone' };
/** `restricted`: there is one, not to be shown where others read. */
export type FoundDecision = { readonly is: 'found'; readonly decision: ShownDecision } | { readonly is: 'restricted' } | { readonly is: 'none' };
export interface LatestDecisions { readonly acronym: string | null; /** Of a committee that is not to be spoken of where others read. */ readonly restricted: boolean; readonly decisions: readonly ShownDecision[] }

interface By { readonly charter: Charter; readonly person: PersonId; readonly roles: Roles }

const MOST_LISTED = 5;
/** What cannot be shown before others is passed over: a few more are read. */
const READ = 25;

export const decisionsOnCards = (deps: DecisionCardsDeps) => {
  const { decisions, today } = deps;
  const [list, byNumber, answer] = [readDecisions(deps), readNumber(deps), answerReachAs(deps)];
  const reading = async (account: EntraId): Promise<By | null> => {
    const [charter, person] = await Promise.all([deps.charter(), deps.personOf(account)]);
    return charter === null || person === null ? null : { charter, person, roles: rolesOf(charter, person, today()) };
  };
  const shown = (charter: Charter, line: RegisterLine, next: DecisionId | null): ShownDecision => showDecision(charter, line, { today: today(), page: deps.pageOf(line.id), next });
  const nextOf = async ({ charter, roles }: By, line: RegisterLine, heard: boolean): Promise<DecisionId | null> => {
    const next = await knownNext(decisions, roles, line);
    return next === null || (heard && isRestricted(charter, next)) ? null : next.id;
  };
  const reachOf = async (by: By, line: RegisterLine, institution: string): Promise<ShownReach | null> => {
    const row = (await decisions.reach(line.id)).find((each) => each.institution === institution);
    return row === undefined ? null : showReach(by.charter, shown(by.charter, line, await nextOf(by, line, false)), row);
  };
  const nameOf = (charter: Charter) => (id: string): Text | null => charter.institutions.find((i) => i.id === id)?.name ?? null;
  const rightWords = (charter: Charter, right: DecisionRightRefusal): Text => (isRegisterRight(right) ? rightRefusal(right, nameOf(charter)) : deps.permissionWords(charter, right));

  return {
    async one(account: EntraId, number: string, { heard }: AskedWhere): Promise<FoundDecision> {
      const by = await reading(account);
      const line = by === null ? null : await byNumber(by.roles, number);
      if (by === null || line === null) return { is: 'none' };
      return heard && isRestricted(by.charter, line) ? { is: 'restricted' } : { is: 'found', decision: shown(by.charter, line, await nextOf(by, line, heard)) };
    },

    /** The latest ones: of the committee that was named, else of the channel's, else of all. Null: no committee is called so, for this reader. */
    async latest(account: EntraId, named: string | null, nameMatches: (name: string) => boolean, { heard, channel }: AskedWhere): Promise<LatestDecisions | null> {
      const by = await reading(account);
      if (by === null) return null;
      const { charter, roles } = by;
      const committee = named === null
        ? channel === null ? null : await deps.committeeAt(charter, channel.groupId, channel.channelId)
        : (charter.committees.find(({ acronym, name, id }) => [acronym, name.fr, name.en ?? '', id].some((text) => text !== '' && nameMatches(text)))?.id ?? null);
      if ((named !== null && committee === null) || (committee !== null && !maySeeCommittee(roles, committee).ok)) return null;
      const restricted = heard && committee !== null && isRestricted(charter, { committee, inCamera: false });
      const { lines } = await list(roles, committee === null ? {} : { committee }, { cursor: null, limit: READ }, today());
      const open = lines.filter(({ line }) => !heard || !isRestricted(charter, line));
      return { acronym: charter.committees.find(({ id }) => id === committee)?.acronym ?? null, restricted, decisions: open.slice(0, MOST_LISTED).map(({ line, seesNext }) => shown(charter, line, seesNext && !heard ? line.supersededBy : null)) };
    },

    async answer(account: EntraId, { decision, institution }: ReachOnCard, asked: AskedAnswer): Promise<ReachAnswered> {
      const by = await reading(account);
      if (by === null) return { is: 'gone' };
      const { charter, roles, person } = by;
      const done = await answer(decisionId(decision), institution, asked, { roles, by: { kind: 'person', id: person }, where: 'card' });
      if (done.ok) return { is: 'answered', reach: showReach(charter, shown(charter, done.value.decision, await nextOf(by, done.value.decision, false)), done.value.row) };
      const { refusal } = done;
      if (refusal.why === 'no-decision') return { is: 'gone' };
      const [line] = await decisions.lines([decisionId(decision)]);
      const about = line === undefined ? null : await reachOf(by, line, institution);
      return { is: 'refused', reach: about, why: refusal.why === 'not-allowed' ? rightWords(charter, refusal.right) : changeRefusal(refusal, nameOf(charter)) };
    },

    /** What a card to an institution says when it leaves; null when there is nothing left to say. */
    async told({ decision, institution, reminder }: ReachOnCard & { readonly reminder: boolean }, to: Recipient): Promise<ShownReach | null> {
      const by = to.is === 'person' ? await reading(to.person) : null;
      const [line] = by === null ? [] : await decisions.lines([decisionId(decision)]);
      if (by === null || line === undefined || !maySeeDecision(by.roles, line, [institution]).ok) return null;
      const reach = await reachOf(by, line, institution);
      // Nobody is reminded of what was answered, or of what no longer holds.
      return reach === null || (reminder && (reach.state !== 'asked' || line.supersededBy !== null)) ? null : reach;
    },
  };
};
