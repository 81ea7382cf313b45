// The least that any client could do for the same end, computed from the charter: requests, and time under the documented limits.
// Rounds: new teams with their open channels, tabs and app in the request; one look at each creation; people in bulk and the ids of
// the channels; private channels; their tabs.

import type { DesiredTeam } from '../src/features/committees/domain/workspace.ts';

export interface Theory {
  readonly teams: number;
  readonly privateChannels: number;
  readonly operations: number;
  /** With up to 20 operations a $batch, each round by itself. */
  readonly http: number;
  readonly seconds: number;
}

export interface Setting { readonly latencyMs: number; readonly teamReadyMs: number }

const BATCH = 20;
/** Source: "Microsoft Graph service-specific throttling limits" > Microsoft Teams. */
const PER_TEAM_A_SECOND = 4;
const NEW_TEAMS_A_SECOND = 10;

export function theory(desired: readonly DesiredTeam[], { latencyMs, teamReadyMs }: Setting): Theory {
  const teams = desired.length;
  const privates = desired.map((team) => team.channels.filter((c) => c.kind === 'private').length);
  const privateChannels = privates.reduce((sum, n) => sum + n, 0);
  const rounds = [teams, teams, 2 * teams, privateChannels, privateChannels].filter((n) => n > 0);
  return {
    teams, privateChannels,
    operations: rounds.reduce((sum, n) => sum + n, 0),
    http: rounds.reduce((sum, n) => sum + Math.ceil(n / BATCH), 0),
    seconds: Math.max(...privates.map((own) => secondsOf(own, teams, latencyMs, teamReadyMs))),
  };
}

/**
 * When the last request of a team can be answered. Its creation is asked for within the first second in which ten new teams may be,
 * is ready a known time after, and is looked at once, at the right moment (a second look would come 30 s later). From then on four
 * requests a second may reach the team: the look, people, channel ids, then two for each private channel.
 */
function secondsOf(privates: number, teams: number, latencyMs: number, teamReadyMs: number): number {
  const asked = Math.floor((teams - 1) / NEW_TEAMS_A_SECOND) * 1000;
  const ready = asked + latencyMs + teamReadyMs;
  const requests = 3 + 2 * privates;
  const lastMayLeave = Math.floor((requests - 1) / PER_TEAM_A_SECOND) * 1000;
  const chained = (privates > 0 ? 4 : 2) * latencyMs;
  return (ready + Math.max(lastMayLeave + latencyMs, chained)) / 1000;
}
