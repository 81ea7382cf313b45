// A departure as the contract shows it to whoever carries it out: what would pass on, and who gets what.

import type { HandedOver, HandOverPreview } from '../../contract/handover.ts';
import type { PersonRef } from '../../contract/common.ts';
import { accessLost, accessOf } from '../../features/committees/domain/access.ts';
import type { Committee, Seat } from '../../features/committees/domain/charter.ts';
import { rolesHeldBy, seatsToPass } from '../../features/committees/domain/hand-over.ts';
import type { DesiredTeam } from '../../features/committees/domain/workspace.ts';
import { roleName, voiceName } from '../../features/committees/domain/names.ts';
import { appRoleName, requiredWords } from '../../features/committees/words-hand-over.ts';
import type { Action } from '../../features/actions/domain/action.ts';
import { maySeeAction } from '../../features/actions/domain/permissions.ts';
import type { Departure } from '../../features/actions/use-cases/hand-over.ts';
import { briefOf, type NextMeeting } from '../../features/actions/words-hand-over.ts';
import type { CommitteeId, PersonId } from '../../shared/ids.ts';
import { actionViews } from './action-views.ts';
import { committeeRef } from './meeting-views.ts';
import type { Reading } from './network.ts';

export interface PreviewAbout { readonly today: string; readonly desired: readonly DesiredTeam[]; readonly actions: readonly Action[]; readonly meetings: readonly NextMeeting[] }

export function previewView(person: PersonId, reading: Reading, { today, desired, actions, meetings }: PreviewAbout): HandOverPreview {
  const { charter, naming, roles } = reading;
  const seats = seatsToPass(charter, person, today);
  const known = actions.filter((action) => maySeeAction(roles, action).ok);
  const refs = (ids: readonly PersonId[]): PersonRef[] => ids.flatMap((id) => naming.person(id) ?? []);
  const successors = [...new Set(seats.flatMap((one) => one.successors))];
  const [proposed = null] = seats.flatMap((one) => one.proposed ?? []);
  return {
    person: refOf(person, reading), version: reading.version,
    seats: seats.map(({ committee, seat, required, successors: able, proposed: first }) => ({ ...seatView(committee, seat, reading), required: required === null ? null : naming.say(requiredWords[required]), successors: refs(able), proposed: first })),
    roles: rolesHeldBy(charter, person).map((role) => ({ name: naming.say(appRoleName(charter, role)), required: role.persons.every((one) => one === person) })),
    successors: refs(successors), proposed,
    actions: known.map(actionViews(reading, today).row), hidden: actions.length - known.length,
    access: accessOf(desired, person).map(({ team, channels }) => ({ team, channels: [...channels] })),
    brief: [...briefOf(known, meetings, today, reading.language)],
  };
}

export interface DoneAbout { readonly dryRun: boolean; readonly version: number; readonly before: readonly DesiredTeam[]; readonly after: readonly DesiredTeam[]; readonly run: string | null; readonly waiting: boolean }

export function departureView({ asked, seats, roles, actions }: Departure, reading: Reading, { dryRun, version, before, after, run, waiting }: DoneAbout): HandedOver {
  const { charter, naming } = reading;
  const to = (id: PersonId | null): PersonRef | null => naming.person(id);
  return {
    dryRun, version, run, waiting,
    seats: seats.map((line) => ({ ...seatView(line.committee, line.seat, reading), to: to(line.to) })),
    roles: roles.map((role) => ({ name: naming.say(appRoleName(charter, role)), to: to(asked.roles) })),
    actions: actions.map((one) => ({
      id: one.after.id, title: maySeeAction(reading.roles, one.before).ok ? one.after.title : null, committee: acronymOf(one.after.committee, reading),
      to: one.after.owner?.is === 'person' ? to(one.after.owner.person) : null,
    })),
    access: accessLost(before, after, asked.person).map(({ team, channels }) => ({ team, channels: [...channels] })),
  };
}

const acronymOf = (id: CommitteeId, { charter }: Reading): string => charter.committees.find((committee) => committee.id === id)?.acronym ?? id;
const refOf = (id: PersonId, { naming }: Reading): PersonRef => naming.person(id) ?? { id, title: id, email: '' };

function seatView(committee: Committee, seat: Seat, reading: Reading) {
  const { charter, naming } = reading;
  const voice = voiceName(charter, seat);
  return { committee: committeeRef(committee.id, reading), seat: seat.id as string, role: naming.say(roleName(charter, seat.role)), represents: voice === null ? null : naming.say(voice) };
}
