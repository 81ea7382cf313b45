// The names of teams and channels across the charter: typed ones that Teams would refuse, and two that would meet.

import type { Check } from './check.ts';
import { cleanName, fillTeamTemplate, judgeName } from './naming.ts';
import type { NameKind } from './naming.ts';
import { slug } from './workspace.ts';

export function checkChannels(check: Check): void {
  const { committees, naming } = check.charter;
  // A derived name is cleaned and shown; only a typed one is refused, with the clean one as proposal.
  const derivedTeams = new Set(committees.map((c) => fillTeamTemplate(naming, c.acronym)));
  const teamBySlug = new Map<string, string>();
  const takenBy = new Map<string, string>();

  for (const committee of committees) {
    const { workspace } = committee;
    const refuseTyped = (name: string, kind: NameKind, ...keys: (string | number)[]): void => {
      const because = name === '' ? null : judgeName(name, kind, naming);
      if (because !== null) check.fault({ is: 'name-refused', name, because, proposal: cleanName(name, kind, naming).name }, committee, ...keys);
    };
    if (!derivedTeams.has(workspace.team)) refuseTyped(workspace.team, 'team', 'teams', 'equipe');
    if (workspace.typed) refuseTyped(workspace.channel, 'channel', 'teams', 'canal');
    workspace.otherChannels.forEach((name, i) => { refuseTyped(name, 'channel', 'teams', 'autres_canaux', i); });

    // Two spellings of one team would share its key: « RQT - CNCOT » and « RQT – Cncot ».
    const key = slug(workspace.team);
    const other = teamBySlug.get(key) ?? workspace.team;
    teamBySlug.set(key, other);
    if (other !== workspace.team) check.fault({ is: 'team-names-too-close', team: workspace.team, other }, committee, 'teams', 'equipe');

    const channels = [[workspace.channel, 'teams', 'canal'], ...workspace.otherChannels.map((name, i) => [name, 'teams', 'autres_canaux', i] as const)] as const;
    for (const [name, ...keys] of channels) {
      const final = cleanName(name, 'channel', naming).name;
      // Teams compares without regard to case; a committee's own channels are told apart by their slug.
      const places = [`${key}|${final.toLowerCase()}`, `${committee.id}|${slug(final)}`];
      const holder = places.map((place) => takenBy.get(place)).find((taken) => taken !== undefined);
      if (holder === undefined) for (const place of places) takenBy.set(place, committee.id);
      else check.fault({ is: 'same-channel-twice', team: workspace.team, channel: final, committees: [...new Set([holder, committee.id])] }, committee, ...keys);
    }
  }
}
