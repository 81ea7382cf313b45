// Names of things, kept apart by the compiler: a seat's id cannot be passed where a person's is wanted.

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** A committee of the charter: `cncot`, `ctcot-chum`, `loc-cusm`. */
export type CommitteeId = Id<'committee'>;
/** A role-person of the charter: `per-coord-clin`. */
export type PersonId = Id<'person'>;
/** A seat at a committee, stable while its holder changes: `cncot:membre:cct-chum`. */
export type SeatId = Id<'seat'>;
/** A team of the network, by the slug of its charter name: `rqt-cncot`. */
export type TeamKey = Id<'team'>;
/** A channel of a committee: the committee's id, then `/slug` for its further channels. */
export type ChannelKey = Id<'channel'>;
/** An action item, numbered through the network and its years: `A-2027-003`. */
export type ActionId = Id<'action'>;
/** A decision of the register, numbered likewise: `D-2027-001`. */
export type DecisionId = Id<'decision'>;
/** A confidentiality incident of the register: `I-2027-001`. */
export type IncidentId = Id<'incident'>;
/** An Entra object id (GUID, lower case). */
export type EntraId = Id<'entra'>;

export const committeeId = (raw: string): CommitteeId => raw as CommitteeId;
export const personId = (raw: string): PersonId => raw as PersonId;
export const seatId = (raw: string): SeatId => raw as SeatId;
export const teamKey = (raw: string): TeamKey => raw as TeamKey;
export const channelKey = (raw: string): ChannelKey => raw as ChannelKey;
export const actionId = (raw: string): ActionId => raw as ActionId;
export const decisionId = (raw: string): DecisionId => raw as DecisionId;
export const incidentId = (raw: string): IncidentId => raw as IncidentId;
export const entraId = (raw: string): EntraId => raw.toLowerCase() as EntraId;
