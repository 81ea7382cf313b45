// From the chosen committee and view to what Teams keeps of a tab, and back.
import type { CommitteeSummary } from '../../src/contract/committees.ts';
import { committeeRoute, pathOf, VIEWS, viewWord, type View } from '../route.ts';
import type { TabSettings } from '../teams.ts';
import { matches } from '../ui/format.ts';

/** Stable: the server and Teams name the tab by it. */
export const entityOf = (committeeId: string, view: View): string => `committee/${committeeId}/${viewWord(view)}`;

export function chosenIn(entityId: string | null): { readonly committee: string; readonly view: View } | null {
  const [kind, committee, word] = (entityId ?? '').split('/');
  if (kind !== 'committee' || committee === undefined || committee === '') return null;
  return { committee, view: VIEWS.find((view) => viewWord(view) === word) ?? 'overview' };
}

export const tabName = (committee: Pick<CommitteeSummary, 'acronym'>, view: View, viewName: string): string => (view === 'overview' ? committee.acronym : `${committee.acronym} · ${viewName}`);

export function tabSettings(committee: Pick<CommitteeSummary, 'id' | 'acronym'>, view: View, viewName: string, origin: string): TabSettings {
  const url = origin + pathOf(committeeRoute(committee.id, view));
  return { entityId: entityOf(committee.id, view), contentUrl: url, websiteUrl: url, suggestedDisplayName: tabName(committee, view, viewName) };
}

export interface LevelGroup { readonly level: string; readonly name: string; readonly committees: readonly CommitteeSummary[] }
export function byLevel(committees: readonly CommitteeSummary[], typed: string): readonly LevelGroup[] {
  const groups = new Map<string, { level: string; name: string; committees: CommitteeSummary[] }>();
  for (const committee of committees) {
    if (!matches(typed, committee.acronym, committee.name, committee.institution, committee.territory)) continue;
    const group = groups.get(committee.level) ?? { level: committee.level, name: committee.levelName, committees: [] };
    group.committees.push(committee);
    groups.set(committee.level, group);
  }
  return [...groups.values()];
}
