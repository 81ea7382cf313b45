// A step of every kind on one small workspace: the team of the CNCOT, its open channel, and a private channel of another committee.
import type { Act, Step, StepKind } from '../../src/features/committees/domain/step.ts';
import type { Newcomer } from '../../src/features/committees/domain/step.ts';
import { channelKey, committeeId, entraId, personId, teamKey } from '../../src/shared/ids.ts';

export const TEAM = teamKey('rqt-cncot');
export const OPEN = channelKey('cncot');
export const FURTHER = channelKey('cncot/suivis');
export const PRIVATE = channelKey('loc-chum');
export const ANA = entraId('11111111-0000-4000-8000-000000000001');
export const BEN = entraId('11111111-0000-4000-8000-000000000002');
export const STRANGER = entraId('11111111-0000-4000-8000-000000000009');

export const owner: Newcomer = { person: personId('per-ana'), user: ANA, role: 'owner' };
export const member: Newcomer = { person: personId('per-ben'), user: BEN, role: 'member' };
/** Somebody who was adopted: only the directory knows the account. */
export const outsider: Newcomer = { person: null, user: STRANGER, role: 'member' };

type Places = { readonly [Kind in StepKind]: { readonly sign: Step['sign']; readonly channel: Step['channel']; readonly act: Extract<Act, { do: Kind }> } };

const EACH: Places = {
  'create-team': { sign: '+', channel: null, act: { do: 'create-team', owner: ANA } },
  'rename-team': { sign: '~', channel: null, act: { do: 'rename-team', from: 'RQT - Ancien', to: 'RQT - CNCOT' } },
  'unarchive-team': { sign: '~', channel: null, act: { do: 'unarchive-team' } },
  'archive-team': { sign: '-', channel: null, act: { do: 'archive-team', name: 'RQT - CNCOT' } },
  'install-app': { sign: '+', channel: null, act: { do: 'install-app' } },
  'add-members': { sign: '+', channel: null, act: { do: 'add-members', people: [owner, member, outsider] } },
  'set-role': { sign: '~', channel: null, act: { do: 'set-role', user: BEN, membershipId: 'm-ben', from: 'owner', to: 'member', name: 'Répondant clinique' } },
  'remove-member': { sign: '-', channel: null, act: { do: 'remove-member', user: STRANGER, membershipId: 'm-9', name: 'Une personne' } },
  'create-channel': { sign: '+', channel: PRIVATE, act: { do: 'create-channel', people: [owner, member] } },
  'rename-channel': { sign: '~', channel: OPEN, act: { do: 'rename-channel', from: 'Réunions', to: 'Séances' } },
  'unarchive-channel': { sign: '~', channel: OPEN, act: { do: 'unarchive-channel' } },
  'archive-channel': { sign: '-', channel: OPEN, act: { do: 'archive-channel', name: 'Séances' } },
  'add-channel-member': { sign: '+', channel: PRIVATE, act: { do: 'add-channel-member', newcomer: member } },
  'set-channel-role': { sign: '~', channel: PRIVATE, act: { do: 'set-channel-role', user: BEN, membershipId: 'c-ben', from: 'owner', to: 'member', name: 'Répondant clinique' } },
  'remove-channel-member': { sign: '-', channel: PRIVATE, act: { do: 'remove-channel-member', user: STRANGER, membershipId: 'c-9', name: 'Une personne' } },
  'add-tab': { sign: '+', channel: OPEN, act: { do: 'add-tab' } },
  'update-tab': { sign: '~', channel: OPEN, act: { do: 'update-tab', tabId: 'tab-1', from: 'Onglet', to: 'CNCOT' } },
  welcome: { sign: '+', channel: OPEN, act: { do: 'welcome' } },
};

export const STEP_KINDS = Object.keys(EACH) as StepKind[];

type Named = Partial<Pick<Step, 'id' | 'team' | 'channel' | 'committee' | 'drift' | 'sign'>>;

/** The committee of the step is its channel's; a team's own steps belong to none. */
export function aStep<Kind extends StepKind>(kind: Kind, more: Named & Partial<Extract<Act, { do: Kind }>> = {}): Extract<Step, { do: Kind }> {
  const { sign, channel, act } = EACH[kind];
  const where = more.channel ?? channel;
  const step = { id: `${kind}:${where ?? more.team ?? TEAM}`, sign, team: TEAM, channel: where, committee: where === null ? null : committeeId(where.split('/')[0] ?? ''), drift: false, ...act, ...more };
  return step as unknown as Extract<Step, { do: Kind }>;
}
