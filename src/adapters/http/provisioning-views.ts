// Plans, runs and drift as the contract shows them: facts from the feature, sentences from its words, in the reader's language.

import type { CommitteeRef, May } from '../../contract/common.ts';
import type { Drift as DriftReply, Plan, PlanLine, PlanTeam, Run as RunReply } from '../../contract/provisioning.ts';
import type { CharterChanges, CommitteeChange } from '../../features/committees/domain/charter-changes.ts';
import type { Charter, Committee } from '../../features/committees/domain/charter.ts';
import { adopt, driftOf, type Drift } from '../../features/committees/domain/drift.ts';
import type { FoundMember } from '../../features/committees/domain/found.ts';
import type { Surroundings } from '../../features/committees/domain/missing-steps.ts';
import { PERMISSION, type Obstacle, type Step } from '../../features/committees/domain/step.ts';
import type { DesiredChannel, DesiredTeam } from '../../features/committees/domain/workspace.ts';
import type { RecordedStep, Run } from '../../features/committees/ports.ts';
import { permissionsOf, type PlannedCharter } from '../../features/committees/use-cases/plan-charter.ts';
import { actOf, adoptRefusal, driftEffects, driftFacts, driftTitle, fieldWord, obstacleSentence, permissionReason, reasonSentence, roleWord } from '../../features/committees/words-provisioning.ts';
import type { CommitteeId, EntraId, PersonId, TeamKey } from '../../shared/ids.ts';
import { say, type Language, type Text } from '../../shared/language.ts';

/** What the sentences name: people, committees and spaces of the charter. */
export class Naming {
  readonly language: Language;
  readonly #committees: ReadonlyMap<string, Committee>;
  readonly #persons: Charter['persons'];
  constructor(charter: Charter, language: Language) {
    this.language = language;
    this.#committees = new Map(charter.committees.map((c) => [c.id, c]));
    this.#persons = charter.persons;
  }
  say(text: Text): string { return say(text, this.language); }
  committee(id: CommitteeId | null): CommitteeRef | null {
    const found = id === null ? undefined : this.#committees.get(id);
    return found === undefined ? null : { id: found.id, acronym: found.acronym, name: this.say(found.name) };
  }
  person(id: PersonId | null) {
    const found = id === null ? undefined : this.#persons.find((p) => p.id === id);
    return found === undefined ? null : { id: found.id, title: this.say(found.title), email: found.email };
  }
  title(id: string): Text { return this.#persons.find((p) => p.id === id)?.title ?? this.#committees.get(id)?.name ?? { fr: id, en: id }; }
}

interface PlanAbout { readonly charter: Plan['charter']; readonly at: Date; readonly mayApply: May; /** What a charter that is not in force yet would change; null for the one in force. */ readonly changes: CharterChanges | null; readonly sees: Sees }
/** Whether the reader may know of one of these committees: a restricted one is left out of every list. */
type Sees = (committees: readonly CommitteeId[]) => boolean;

export function planView(planned: PlannedCharter, naming: Naming, about: PlanAbout): Plan {
  const { difference } = planned;
  const changed = about.changes?.changed ?? [];
  const teams = planned.desired.filter((team) => about.sees(team.committees)).map((team) => teamView(team, planned, naming, changed, about.sees));
  // Teams that the charter no longer names have no desired shape: they stand at the end, by their key.
  const desired = new Set(planned.desired.map((t) => t.key));
  const retired = [...new Set(difference.steps.filter((s) => !desired.has(s.team)).map((s) => s.team))];
  for (const key of retired) teams.push(retiredView(key, planned, naming));
  const shown = teams.filter((team) => team.lines.length > 0);
  const lines = shown.flatMap((team) => team.lines);
  const count = (sign: PlanLine['sign']): number => lines.filter((line) => line.sign === sign).length;
  return {
    id: planned.id,
    charter: about.charter,
    at: about.at.toISOString(),
    counts: { create: count('+'), change: count('~'), leave: count('='), archive: count('-'), cannot: count('!') },
    empty: difference.steps.length === 0 && changed.length === 0,
    teams: shown,
    permissions: permissionsOf(difference, planned.surroundings.tenant.granted).map((p) => ({ ...p, why: naming.say(permissionReason[p.permission] ?? { fr: p.permission, en: p.permission }) })),
    requests: planned.estimate,
    may: { apply: about.mayApply },
  };
}

function teamView(team: DesiredTeam, planned: PlannedCharter, naming: Naming, changed: readonly CommitteeChange[], sees: Sees): PlanTeam {
  const { difference } = planned;
  const of = <X extends { readonly team: TeamKey; readonly committee: CommitteeId | null }>(list: readonly X[]): X[] => list.filter((x) => x.team === team.key && (x.committee === null || sees([x.committee])));
  const steps = of(difference.steps);
  const records = changed.filter((c) => team.committees.includes(c.committee) && sees([c.committee])).map((c): PlanLine => ({
    id: `charter:${c.committee}`, sign: '~', act: naming.say({ fr: 'Mettre à jour la fiche de l’instance', en: 'Update the committee’s record' }), target: c.acronym, committee: naming.committee(c.committee), before: null, after: null, permission: null, drift: false,
    note: c.fields.map((field) => naming.say(fieldWord[field])).join(', '),
  }));
  const lines = [
    ...records,
    ...steps.flatMap((step) => stepLines(step, team, planned, naming, sees)),
    ...of(difference.obstacles).map((o) => obstacleLine(o, team, naming)),
    ...of(difference.unchanged).map((u): PlanLine => ({ id: u.id, sign: '=', act: naming.say(u.channel === null ? { fr: 'Équipe', en: 'Team' } : { fr: 'Canal', en: 'Channel' }), target: u.name, committee: naming.committee(u.committee), before: null, after: null, permission: null, drift: false, note: null })),
  ];
  const creating = steps.some((s) => s.do === 'create-team');
  const sign = creating ? '+' : steps.length + records.length > 0 ? '~' : of(difference.obstacles).length > 0 ? '!' : '=';
  return { key: team.key, name: planned.surroundings.adoptions.teamNames.get(team.key) ?? team.name, sign, owners: team.owners.length, members: team.members.length, lines };
}

function retiredView(key: TeamKey, planned: PlannedCharter, naming: Naming): PlanTeam {
  const found = planned.surroundings.tenant.teams.get(key);
  const name = found === undefined || found === 'removed' ? key : found.name;
  const lines = planned.difference.steps.filter((s) => s.team === key).map((step) => line(step, name, naming, { before: name, after: null }));
  return { key, name, sign: '-', owners: 0, members: 0, lines };
}

const line = (step: Step, target: string, naming: Naming, change: { before?: string | null; after?: string | null; note?: string | null } = {}): PlanLine => ({
  id: step.id, sign: step.sign, act: naming.say(actOf(step)), target, committee: naming.committee(step.committee), before: change.before ?? null, after: change.after ?? null, permission: PERMISSION[step.do], drift: step.drift, note: change.note ?? null,
});

/** A step as its line; the creation of a team also shows the open channels and tabs that come in the same request. */
function stepLines(step: Step, team: DesiredTeam, planned: PlannedCharter, naming: Naming, sees: Sees): PlanLine[] {
  const { adoptions, tenant } = planned.surroundings;
  const channel = team.channels.find((c) => c.key === step.channel);
  const channelName = channel === undefined ? '' : (adoptions.channelNames.get(channel.key) ?? channel.name);
  const cleaned = (replaced: readonly string[], from: string): string | null => (replaced.length === 0 ? null : naming.say({ fr: `Nom adapté aux règles de Teams : ${replaced.join(' ')} remplacé${replaced.length > 1 ? 's' : ''} dans « ${from} »`, en: `Name adapted to Teams’ rules: ${replaced.join(' ')} replaced in “${from}”` }));
  switch (step.do) {
    case 'create-team': {
      const together = (c: DesiredChannel, what: 'channel' | 'tab'): PlanLine => ({
        id: `${step.id}:${what}:${c.key}`, sign: '+', act: naming.say(what === 'channel' ? { fr: 'Créer le canal', en: 'Create the channel' } : { fr: 'Ajouter l’onglet Gouverne', en: 'Add the Gouverne tab' }), target: adoptions.channelNames.get(c.key) ?? c.name,
        committee: naming.committee(c.committee), before: null, after: null, permission: 'Team.Create', drift: step.drift, note: what === 'channel' ? cleaned(c.replaced, c.asWritten) : null,
      });
      const open = team.channels.filter((c) => c.kind === 'standard' && sees([c.committee]));
      return [
        line(step, team.name, naming, { note: cleaned(team.replaced, team.asWritten) }),
        ...open.map((c) => together(c, 'channel')),
        ...(tenant.catalogApp === null ? [] : open.filter((c) => !adoptions.withoutTab.has(c.key)).map((c) => together(c, 'tab'))),
      ];
    }
    case 'create-channel': return [line(step, channelName, naming, { note: channel === undefined ? null : cleaned(channel.replaced, channel.asWritten) })];
    case 'rename-team': case 'rename-channel': case 'update-tab': return [line(step, step.to, naming, { before: step.from, after: step.to })];
    case 'set-role': case 'set-channel-role': return [line(step, titleOf(step.user, step.name, planned.surroundings, naming), naming, { before: naming.say(roleWord[step.from]), after: naming.say(roleWord[step.to]) })];
    case 'remove-member': case 'remove-channel-member': return [line(step, titleOf(step.user, step.name, planned.surroundings, naming), naming)];
    case 'add-channel-member': return [line(step, `${channelName} · ${titleOf(step.newcomer.user, '', planned.surroundings, naming)}`, naming)];
    case 'add-members': return [line(step, team.name, naming, { note: namesOf(step.people.map((p) => titleOf(p.user, '', planned.surroundings, naming))) })];
    case 'archive-channel': case 'archive-team': return [line(step, step.name, naming)];
    case 'add-tab': case 'unarchive-channel': case 'welcome': return [line(step, channelName, naming)];
    case 'unarchive-team': case 'install-app': return [line(step, team.name, naming)];
    default: return step satisfies never;
  }
}

/** A few names, then how many more: a territory has forty. */
const namesOf = (names: readonly string[]): string => (names.length <= 3 ? names.join('; ') : `${names.slice(0, 3).join('; ')} +${names.length - 3}`);

function obstacleLine(o: Obstacle, team: DesiredTeam, naming: Naming): PlanLine {
  const { what, remedy } = obstacleSentence(o, (id) => naming.title(id));
  const channel = team.channels.find((c) => c.key === o.channel);
  return { id: o.id, sign: '!', act: naming.say(what), target: channel?.name ?? team.name, committee: naming.committee(o.committee), before: null, after: null, permission: o.is === 'permission-missing' ? o.permission : null, drift: false, note: naming.say(remedy) };
}

/** The function of the person; the directory's name for somebody whom the charter does not know. */
function titleOf(user: EntraId, fallback: string, around: Surroundings, naming: Naming): string {
  for (const [person, account] of around.tenant.accounts) if (account.is !== 'unknown' && account.id === user) return naming.say(naming.title(person));
  return fallback === '' ? user : fallback;
}

// ---- runs

/** Counts are of the whole run; what is named is what the reader may know of. */
export function runView(run: Run, steps: readonly RecordedStep[], naming: Naming, teamNames: ReadonlyMap<TeamKey, string>, channelNames: ReadonlyMap<string, string>, sees: (step: Step) => boolean): RunReply {
  const count = (...states: RecordedStep['state']['is'][]): number => steps.filter(({ state }) => states.includes(state.is)).length;
  const target = (step: Step): string => (step.channel === null ? (teamNames.get(step.team) ?? step.team) : (channelNames.get(step.channel) ?? step.channel));
  const named = steps.filter(({ step }) => sees(step));
  const shown = named.map(({ step, state, attempts }) => {
    const reason = 'reason' in state ? reasonSentence(state.reason, state.is !== 'retry') : null;
    return {
      id: step.id, act: naming.say(actOf(step)), target: target(step), team: teamNames.get(step.team) ?? step.team, committee: naming.committee(step.committee), state: state.is, attempts,
      reason: reason === null ? null : naming.say(reason.why), remedy: reason === null ? null : naming.say(reason.remedy), retryAt: state.is === 'retry' ? state.at.toISOString() : null,
    };
  });
  return {
    id: run.id, state: run.state, startedBy: naming.person(run.startedBy), startedAt: run.startedAt.toISOString(), finishedAt: run.finishedAt?.toISOString() ?? null,
    total: steps.length, done: count('done'), running: count('running'), failed: count('failed', 'blocked'),
    now: nowSentence(run, steps, named, naming, target), steps: shown,
  };
}

function nowSentence(run: Run, steps: readonly RecordedStep[], named: readonly RecordedStep[], naming: Naming, target: (step: Step) => string): string {
  if (run.finishedAt !== null) {
    const failed = steps.filter(({ state }) => state.is === 'failed' || state.is === 'blocked').length;
    return naming.say(failed === 0 ? { fr: 'Tout est en place.', en: 'Everything is in place.' } : { fr: `Terminé; ${failed} étape${failed > 1 ? 's' : ''} à reprendre.`, en: `Finished; ${failed} step${failed === 1 ? '' : 's'} to redo.` });
  }
  const creating = steps.filter(({ step, state }) => step.do === 'create-team' && state.is === 'running');
  if (creating.length > 0) return naming.say({ fr: `Microsoft 365 crée ${creating.length === 1 ? 'l’équipe' : `${creating.length} équipes`}…`, en: `Microsoft 365 is creating ${creating.length === 1 ? 'the team' : `${creating.length} teams`}…` });
  const running = named.find(({ state }) => state.is === 'running');
  if (running !== undefined) return `${naming.say(actOf(running.step))} · ${target(running.step)}`;
  return naming.say({ fr: 'Gouverne attend Microsoft 365…', en: 'Gouverne is waiting for Microsoft 365…' });
}

// ---- drift

/** The committees that a drift concerns: its channel's, or all that its team houses. */
export const concernedBy = (planned: PlannedCharter, drift: Drift): readonly CommitteeId[] => (drift.committee === null ? (planned.desired.find((t) => t.key === drift.team)?.committees ?? []) : [drift.committee]);

export function driftView(planned: PlannedCharter, naming: Naming, at: Date, mayResolve: (committees: readonly CommitteeId[]) => May, sees: Sees): DriftReply {
  const { adoptions } = planned.surroundings;
  const teamName = (key: TeamKey): string => adoptions.teamNames.get(key) ?? planned.desired.find((t) => t.key === key)?.name ?? key;
  return {
    at: at.toISOString(),
    items: driftOf(planned.difference.steps).filter((drift) => sees(concernedBy(planned, drift))).map((drift) => {
      const who = whoOf(drift, planned.surroundings, naming);
      const channel = drift.channel === null ? null : (adoptions.channelNames.get(drift.channel) ?? planned.desired.find((t) => t.key === drift.team)?.channels.find((c) => c.key === drift.channel)?.name ?? null);
      const { expected, found } = driftFacts(drift, who, { team: teamName(drift.team), channel });
      const effects = driftEffects(drift, who);
      const right = mayResolve(concernedBy(planned, drift));
      const kept = adopt(drift, foundOf(drift, planned.surroundings));
      return {
        id: drift.id, kind: drift.kind, title: naming.say(driftTitle[drift.kind]), team: teamName(drift.team), committee: naming.committee(drift.committee), expected: naming.say(expected), found: naming.say(found),
        adopt: { ...(right.ok ? (kept.ok ? { ok: true } : { ok: false, why: naming.say(adoptRefusal(kept.refusal)) }) : right), effect: naming.say(effects.adopt) },
        restore: { ...right, effect: naming.say(effects.restore) },
      };
    }),
  };
}

function whoOf(drift: Drift, around: Surroundings, naming: Naming): Text {
  if (drift.user === null) return { fr: '', en: '' };
  for (const [person, account] of around.tenant.accounts) if (account.is !== 'unknown' && account.id === drift.user) return naming.title(person);
  const name = memberOf(drift, around)?.name ?? drift.user;
  return { fr: name, en: name };
}

function memberOf(drift: Drift, around: Surroundings): FoundMember | undefined {
  const team = around.tenant.teams.get(drift.team);
  if (team === undefined || team === 'removed') return undefined;
  const remembered = drift.channel === null ? undefined : around.memory.channels.get(drift.channel);
  const people = drift.channel === null ? team.members : (team.channels.find((c) => c.id === remembered?.id)?.members ?? []);
  return people.find((m) => m.user === drift.user);
}

/** What adopting keeps: the name or the role as it stands in the tenant. */
export function foundOf(drift: Drift, around: Surroundings): { readonly name: string | null; readonly role: FoundMember['role'] | null } {
  return { name: 'from' in drift.step && 'to' in drift.step ? drift.step.from : null, role: memberOf(drift, around)?.role ?? null };
}
