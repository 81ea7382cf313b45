// The creation of a team: the one act that Graph can neither repeat safely nor answer at once. It is asked for once, looked for
// when the answer was lost, and waited for at the pace that the documentation asks.

import type { TeamKey } from '../../../shared/ids.ts';
import type { Step } from '../domain/step.ts';
import type { DesiredTeam } from '../domain/workspace.ts';
import type { Clock, Outcome, PendingCreation, ProvisioningStore, TenantFault, TenantTeams } from '../ports.ts';
import type { Timing } from './timing.ts';
import { takeStock } from './take-stock.ts';
import { rolesOf, type World } from './world.ts';

type Creation = Extract<Step, { do: 'create-team' }>;
/** Longer than the store takes to note that the people are on their way. */
const TOGETHER_MS = 40;
interface Deps { readonly teams: TenantTeams; readonly store: ProvisioningStore; readonly clock: Clock; readonly timing: Timing }

export const createTeam = ({ teams, store, clock, timing }: Deps) => async (step: Creation, desired: DesiredTeam | undefined, world: World, pending: Map<TeamKey, PendingCreation>, { stop, onStanding }: { readonly stop: AbortSignal; readonly onStanding: () => void }): Promise<Outcome> => {
  if (desired === undefined) throw new Error(`team ${step.team} is not in the charter`);
  const known = pending.get(step.team);
  const accepted = known === undefined ? await ask() : (known.accepted ?? (await lookFor(known.askedAt)));
  if (accepted === 'never-asked') {
    // Nothing came of the request whose answer was lost: forget it, and the next pass asks anew.
    pending.delete(step.team);
    await store.remember({ creationGone: step.team }, clock.now());
    return { step, state: { is: 'retry', at: clock.now(), reason: { kind: 'lost', code: '', message: 'the request was not carried out' } } };
  }

  const end = await finished(accepted);
  if (end.is === 'stopped') return { step, state: { is: 'retry', at: accepted.nextCheckAt, reason: { kind: 'waiting', code: '', message: 'stopped while the team was being created' } } };
  if (end.is === 'failed') {
    pending.delete(step.team);
    const reason = { kind: 'failed-creation', code: '', message: end.why } as const;
    await store.remember({ creationGone: step.team }, clock.now());
    return { step, state: { is: 'retry', at: new Date(clock.now().getTime() + 5_000), reason } };
  }

  // From here on the team takes its people; what it was created with is read meanwhile.
  world.put(step.team, { id: accepted.id, name: desired.name, archived: false, webUrl: null, installation: null, channels: [], members: [{ membershipId: '', user: step.owner, name: '', role: 'owner' }] });
  onStanding();
  // A moment, so that what we read and the people who are added leave in the same batch.
  await clock.sleep(TOGETHER_MS);
  const created = await readPatiently(accepted.id);
  world.change(step.team, { channels: created.channels, installation: created.installation, webUrl: created.webUrl });
  pending.delete(step.team);
  // The people who came meanwhile may have had the team remembered already: the act of its creation is told here all the same.
  const { id, name, webUrl, members } = world.team(step.team);
  const remembering = { channels: takeStock([desired], world)?.channels ?? [], teams: [{ key: step.team, id, name, webUrl, people: rolesOf(members) }], creationTookMs: end.tookMs };
  world.remember(remembering);
  return { step, state: { is: 'done' }, remembering };

  async function ask(): Promise<NonNullable<PendingCreation['accepted']>> {
    const askedAt = clock.now();
    try {
      const { id, operation } = await teams.createTeam(desired!, step.owner, world.tenant.catalogApp, world.adoptions.withoutTab);
      const at = clock.now();
      const usual = await store.usualCreationMs();
      const first = usual === null ? timing.firstCheckMs : usual + 500;
      const accepted = { id, operation, nextCheckAt: new Date(at.getTime() + first) };
      pending.set(step.team, { key: step.team, askedAt, accepted });
      await store.remember({ creation: { key: step.team, ...accepted, at: askedAt } }, at);
      return accepted;
    } catch (fault) {
      if ((fault as Partial<TenantFault>).kind === 'lost') pending.set(step.team, { key: step.team, askedAt, accepted: null });
      else await store.remember({ creationGone: step.team }, clock.now());
      throw fault;
    }
  }

  /** By its mark, and late enough that the directory would show it. */
  async function lookFor(askedAt: Date): Promise<NonNullable<PendingCreation['accepted']> | 'never-asked'> {
    const wait = askedAt.getTime() + timing.teamSettleMs - clock.now().getTime();
    if (wait > 0) await clock.sleep(wait, stop);
    const id = (await teams.find([desired!])).ours.get(step.team);
    if (id === undefined) return 'never-asked';
    const accepted = { id, operation: '', nextCheckAt: new Date(askedAt.getTime() + timing.firstCheckMs) };
    pending.set(step.team, { key: step.team, askedAt, accepted });
    await store.remember({ creation: { key: step.team, ...accepted, at: askedAt } }, clock.now());
    return accepted;
  }

  /** `succeeded` is not yet usable everywhere: a 404 or 403 in the first moments is waited for. */
  async function readPatiently(id: string) {
    for (let tries = 1; ; tries += 1) {
      try {
        return await teams.readCreated(id, desired!, step.owner, world.tenant.catalogApp !== null);
      } catch (fault) {
        if (tries === 5 || stop.aborted) { world.forget(step.team); throw fault; }
        await clock.sleep(500 * 2 ** tries, stop);
      }
    }
  }

  /** How long it took, or why it failed. */
  async function finished(accepted: NonNullable<PendingCreation['accepted']>): Promise<{ readonly is: 'created'; readonly tookMs: number } | { readonly is: 'failed'; readonly why: string } | { readonly is: 'stopped' }> {
    let due = accepted.nextCheckAt.getTime();
    for (;;) {
      const wait = due - clock.now().getTime();
      if (wait > 0) await clock.sleep(wait, stop);
      if (stop.aborted) return { is: 'stopped' };
      due = clock.now().getTime() + timing.betweenChecksMs;
      if (accepted.operation === '') {
        // The operation's address went with the lost answer: the team itself tells, looked at no more often.
        if ((await teams.read(accepted.id)) !== null) return { is: 'created', tookMs: 0 };
      } else {
        // Noted before the look, so that a restart does not come back too soon.
        await store.remember({ creation: { key: step.team, id: accepted.id, operation: accepted.operation, nextCheckAt: new Date(due), at: clock.now() } }, clock.now());
        const seen = await teams.creation(accepted.operation);
        if (seen.is === 'done') return { is: 'created', tookMs: seen.tookMs };
        if (seen.is === 'failed') return { is: 'failed', why: seen.reason };
      }
    }
  }
};
