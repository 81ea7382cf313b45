// What stands in the local tenant against what the charter asks for: every team, channel, tab and member, and nothing twice.

import { desiredWorkspace } from '../src/features/committees/domain/workspace.ts';
import { theCharter, type Lab } from './lab.ts';

interface Standing {
  readonly teams: readonly {
    readonly displayName: string; readonly isArchived: boolean; readonly apps: readonly string[];
    readonly members: readonly { readonly user: string; readonly roles: readonly string[] }[];
    readonly channels: readonly { readonly displayName: string; readonly isGeneral: boolean; readonly membershipType: string; readonly members: Standing['teams'][number]['members'] | null; readonly tabs: readonly { readonly configuration: { readonly entityId: string | null } }[] }[];
  }[];
}

/** Lines that are in one and not in the other; empty when the tenant is exactly the charter's. */
export async function differences(lab: Lab, today: string): Promise<string[]> {
  const charter = theCharter(lab.charterFile);
  const email = new Map(charter.persons.map((p) => [p.id, p.email]));
  const wanted = desiredWorkspace(charter, today, 'rqt', (c) => ({ entityId: `committee/${c.id}/apercu`, name: c.acronym, contentUrl: '', websiteUrl: '' })).flatMap((team) => [
    `team ${team.name}`, `app ${team.name}`,
    ...team.owners.map((p) => `member ${team.name}: owner ${email.get(p)}`), ...team.members.map((p) => `member ${team.name}: member ${email.get(p)}`),
    ...team.channels.flatMap((c) => [
      `channel ${team.name}/${c.name} ${c.kind}`, `tab ${team.name}/${c.name} ${c.tab.entityId}`,
      ...c.owners.map((p) => `member ${team.name}/${c.name}: owner ${email.get(p)}`), ...c.members.map((p) => `member ${team.name}/${c.name}: member ${email.get(p)}`),
    ]),
  ]);
  const { teams } = (await lab.control('/state')) as Standing;
  const role = (roles: readonly string[]): string => (roles.includes('owner') ? 'owner' : 'member');
  const stands = teams.flatMap((team) => [
    `team ${team.displayName}${team.isArchived ? ' (archived)' : ''}`, ...team.apps.map(() => `app ${team.displayName}`),
    ...team.members.map((m) => `member ${team.displayName}: ${role(m.roles)} ${m.user}`),
    ...team.channels.filter((c) => !c.isGeneral).flatMap((c) => [
      `channel ${team.displayName}/${c.displayName} ${c.membershipType}`, ...c.tabs.map((t) => `tab ${team.displayName}/${c.displayName} ${t.configuration.entityId}`),
      ...(c.members ?? []).map((m) => `member ${team.displayName}/${c.displayName}: ${role(m.roles)} ${m.user}`),
    ]),
  ]);
  return [...countOf(wanted, stands, 'missing'), ...countOf(stands, wanted, 'too many')];
}

/** With multiplicity: a second team of the same name is one too many. */
function countOf(all: readonly string[], known: readonly string[], said: string): string[] {
  const left = new Map<string, number>();
  for (const line of known) left.set(line, (left.get(line) ?? 0) + 1);
  return all.filter((line) => {
    const n = left.get(line) ?? 0;
    left.set(line, n - 1);
    return n <= 0;
  }).map((line) => `${said}: ${line}`);
}
