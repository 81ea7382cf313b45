// What a step's outcome says in the journal. Only what was done is an act; tries and failures stay with the run.
import { committeeOfChannel } from '../../features/committees/domain/places.ts';
import type { Newcomer, Step } from '../../features/committees/domain/step.ts';
import type { Adoption, Outcome } from '../../features/committees/ports.ts';
import type { Act, Someone } from '../../features/journal/domain/acts.ts';
import type { Chain } from '../../features/journal/domain/entry.ts';
import type { ChannelKey, EntraId, TeamKey } from '../../shared/ids.ts';

interface Said { readonly chain: Chain; readonly did: Act }

export function actsOf({ step, state, remembering, byOthers }: Outcome): Said[] {
  if (byOthers === true) return [];
  const chain: Chain = step.committee ?? 'reseau';
  const { team, channel } = step;
  // A bulk addition that was partly refused still added people.
  if (state.is !== 'done') return step.do === 'add-members' && remembering !== undefined ? membersAdded(step, new Set(remembering.teams?.[0]?.people?.keys() ?? [])) : [];
  const restored: Said[] = step.drift && step.sign !== '+' ? restoredActs(step, chain) : [];
  switch (step.do) {
    case 'create-team': {
      const made = remembering?.teams?.[0];
      return [
        ...(made === undefined ? [] : [{ chain, did: { act: 'team-created', team, name: made.name, graphId: made.id } } satisfies Said]),
        // Its open channels and their tabs came in the same request.
        ...(remembering?.channels ?? []).flatMap((c): Said[] => [
          { chain: committeeOfChannel(c.key), did: { act: 'channel-created', team, channel: c.key, name: c.name, kind: 'standard', graphId: c.id } },
          ...(c.tabId === null || c.tabId === undefined ? [] : [{ chain: committeeOfChannel(c.key), did: { act: 'tab-added', team, channel: c.key } } satisfies Said]),
        ]),
      ];
    }
    case 'rename-team': return [...restored, { chain, did: { act: 'team-renamed', team, before: step.from, after: step.to } }];
    case 'archive-team': return [{ chain, did: { act: 'team-archived', team, name: step.name } }];
    case 'unarchive-team': return [...restored, { chain, did: { act: 'team-reopened', team, name: remembering?.teams?.[0]?.name ?? team } }];
    case 'install-app': return [{ chain, did: { act: 'app-installed', team } }];
    case 'add-members': return membersAdded(step, null);
    case 'set-role': case 'set-channel-role': return [...restored, { chain, did: { act: 'role-changed', team, channel, person: step.user, before: step.from, after: step.to } }];
    case 'remove-member': case 'remove-channel-member': return [...restored, { chain, did: { act: 'member-removed', team, channel, person: step.user } }];
    case 'add-channel-member': return [{ chain, did: { act: 'members-added', team, channel, persons: [step.newcomer.person ?? step.newcomer.user], role: step.newcomer.role } }];
    case 'create-channel': {
      const made = remembering?.channels?.[0];
      return made === undefined || channel === null ? [] : [
        { chain, did: { act: 'channel-created', team, channel, name: made.name, kind: step.people.length === 0 ? 'standard' : 'private', graphId: made.id } },
        ...byRole(step.people).map(([role, persons]): Said => ({ chain, did: { act: 'members-added', team, channel, persons, role } })),
      ];
    }
    case 'rename-channel': return channel === null ? [] : [...restored, { chain, did: { act: 'channel-renamed', team, channel, before: step.from, after: step.to } }];
    case 'archive-channel': return channel === null ? [] : [{ chain, did: { act: 'channel-archived', team, channel, name: step.name } }];
    case 'unarchive-channel': return channel === null ? [] : [...restored, { chain, did: { act: 'channel-reopened', team, channel, name: remembering?.channels?.[0]?.name ?? channel } }];
    case 'add-tab': return channel === null ? [] : [{ chain, did: { act: 'tab-added', team, channel } }];
    case 'update-tab': return channel === null ? [] : [...restored, { chain, did: { act: 'tab-changed', team, channel, before: step.from, after: step.to } }];
    case 'welcome': return channel === null ? [] : [{ chain, did: { act: 'welcome-posted', channel } }];
    default: return step satisfies never;
  }
}

/** One entry per role; `present` narrows to those who really came. */
const membersAdded = (step: Extract<Step, { do: 'add-members' }>, present: ReadonlySet<string> | null): Said[] =>
  byRole(step.people.filter((p) => present === null || present.has(p.user))).map(([role, persons]) => ({ chain: 'reseau', did: { act: 'members-added', team: step.team, channel: null, persons, role } }));

const byRole = (people: readonly Newcomer[]): [role: 'owner' | 'member', persons: Someone[]][] =>
  (['owner', 'member'] as const).map((role): [typeof role, Someone[]] => [role, people.filter((p) => p.role === role).map((p) => p.person ?? p.user)]).filter(([, persons]) => persons.length > 0);

/** What was put back although somebody had changed it: said beside the act itself, so that the change by hand is on record too. */
function restoredActs(step: Step, chain: Chain): Said[] {
  const place = step.channel ?? step.team;
  const said = (did: Omit<Act<'drift-restored'>, 'act' | 'place'>): Said[] => [{ chain, did: { act: 'drift-restored', place, ...did } }];
  switch (step.do) {
    case 'rename-team': case 'rename-channel': case 'update-tab': return said({ change: 'name', person: null, before: step.from, after: step.to });
    case 'set-role': case 'set-channel-role': return said({ change: 'role', person: step.user, before: step.from, after: step.to });
    case 'remove-member': case 'remove-channel-member': return said({ change: 'person-added', person: step.user, before: null, after: null });
    case 'unarchive-team': case 'unarchive-channel': return said({ change: 'archived', person: null, before: null, after: null });
    // What was taken away comes back by an act that says so itself.
    case 'create-team': case 'archive-team': case 'install-app': case 'add-members': case 'create-channel': case 'archive-channel': case 'add-channel-member': case 'add-tab': case 'welcome': return [];
    default: return step satisfies never;
  }
}

/** `before`: the name that Gouverne had given, when a name is kept. */
export function adoptedAct(what: Adoption, before: string | null): Act<'drift-adopted'> {
  const said = (change: Act<'drift-adopted'>['change'], place: TeamKey | ChannelKey, person: EntraId | null, from: string | null, to: string | null): Act<'drift-adopted'> => ({ act: 'drift-adopted', change, place, person, before: from, after: to });
  switch (what.is) {
    case 'team-name': return said('name', what.team, null, before, what.name);
    case 'channel-name': return said('name', what.channel, null, before, what.name);
    case 'no-tab': return said('tab', what.channel, null, null, null);
    case 'extra-person': return said('person-added', what.where, what.user, null, what.role);
    case 'absent-person': return said('person-removed', what.where, what.user, null, null);
    case 'role': return said('role', what.where, what.user, null, what.role);
    default: return what satisfies never;
  }
}
