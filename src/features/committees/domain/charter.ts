// The network as facts: who sits where, for which group, under which committee, and the Teams workspace each should have.
// A charter file (charters/rqt.yaml) is read into this shape by read-charter.ts and judged by check-charter.ts.

import type { CommitteeId, PersonId, SeatId } from '../../../shared/ids.ts';
import type { Language, Text } from '../../../shared/language.ts';

export type Level = 'ministeriel_strategique' | 'national' | 'territorial' | 'local' | 'conseil' | 'projet';
export type Nature = 'strategique' | 'operationnelle' | 'consultative';
export type SeatRole = 'presidence' | 'copresidence' | 'secretariat' | 'membre' | 'substitut' | 'invite_permanent' | 'invite' | 'observateur';
export type Confidentiality = 'interne' | 'restreinte';
export type ChannelKind = 'standard' | 'private' | 'shared';
/** Where a fact comes from; `suppose` must stay configurable, `fictif` is shown as such. Verbatim from the charter. */
export type Provenance = string;

export interface Person {
  readonly id: PersonId;
  readonly title: Text;
  /** Work address, also the Entra user principal name. */
  readonly email: string;
  readonly organisation: string;
  readonly language: Language;
  /** IANA zone. */
  readonly zone: string;
}

export interface Organisation { readonly id: string; readonly acronym: string; readonly name: Text; readonly parent?: string | undefined }
export interface StakeholderGroup { readonly id: string; readonly name: Text }
export interface Territory { readonly id: string; readonly name: Text; readonly centre: string; readonly committee: CommitteeId | null; readonly expectedInstitutions: number | null }
export interface Institution {
  readonly id: string;
  readonly acronym: string;
  readonly name: Text;
  readonly type: string;
  readonly region: string;
  readonly territory: string;
  readonly secondaryTerritories: readonly string[];
  readonly zone: string;
}

/** A seat: the right of a role, territory, institution or group to be heard, whoever holds it today. */
export interface Seat {
  readonly id: SeatId;
  readonly role: SeatRole;
  /** Null when the seat is vacant. */
  readonly holder: PersonId | null;
  readonly votes: boolean;
  /** For an alternate: the person whose seat this one stands in for. */
  readonly alternateOf: PersonId | null;
  /** Organisation, institution, committee or stakeholder group that the seat speaks for. */
  readonly represents: string | null;
  /** Stakeholder group, when the charter names it apart from `represents`. */
  readonly group: string | null;
  readonly axis: string | null;
  /** Term, ISO dates, both inclusive; null = open. */
  readonly from: string | null;
  readonly until: string | null;
  /** The holder also keeps the secretariat. */
  readonly alsoSecretary: boolean;
  /** Held meanwhile, until somebody is appointed for good. */
  readonly interim?: true | undefined;
}

export interface Cadence {
  /** The charter's own word: `mensuelle`, `au_besoin`. */
  readonly frequency?: string | undefined;
  readonly label: Text;
  /** Local date-time of the first meeting, `2027-01-07T09:00`; null when meetings are called as needed. */
  readonly start: string | null;
  /** RFC 5545 rule; null when meetings are called as needed. */
  readonly rule: string | null;
  /** IANA zone. */
  readonly zone: string;
  readonly minutes: number;
  readonly adaptable: boolean;
}

export interface Quorum {
  readonly type: 'majorite' | 'nombre' | 'composite' | 'aucun';
  readonly base: 'membres_votants' | 'etablissements_representes' | null;
  readonly minimum: number | null;
  readonly majority: boolean;
  readonly mustInclude: readonly PersonId[];
  /** Those who must be present may delegate for one meeting. */
  readonly delegable?: boolean | undefined;
  readonly minimumByGroup: Readonly<Record<string, number>>;
  readonly label: Text;
}

export interface CommitteeWorkspace {
  /** Team name as the charter writes it; several committees may share a team. */
  readonly team: string;
  /** Main channel, as the charter writes it (templates already filled in). */
  readonly channel: string;
  readonly kind: ChannelKind;
  /** Further standard channels of the committee. */
  readonly otherChannels: readonly string[];
  /** True when a person typed the channel's name; a derived name is cleaned, a typed one is refused with a proposal. */
  readonly typed: boolean;
}

export interface Committee {
  readonly id: CommitteeId;
  readonly acronym: string;
  readonly name: Text;
  readonly level: Level;
  readonly nature: Nature;
  readonly mandate: Text;
  /** Committee to which this one escalates; null at the top. */
  readonly parent: CommitteeId | null;
  readonly advises: readonly CommitteeId[];
  readonly reportsTo: readonly CommitteeId[];
  readonly territory: string | null;
  readonly institution: string | null;
  readonly organisations: readonly string[];
  /** Stakeholder groups that must have a voice here. */
  readonly represents: readonly string[];
  readonly zone: string;
  readonly cadence: Cadence;
  readonly quorum: Quorum;
  readonly confidentiality: Confidentiality;
  readonly record: 'compte_rendu' | 'releve_decisions';
  readonly seats: readonly Seat[];
  readonly workspace: CommitteeWorkspace;
  /** Its own choice of Easter holiday; absent: the network's. */
  readonly easter?: EasterRule | undefined;
  readonly provenance: Provenance;
  /** `form`: created by a coordinator in Gouverne, and so kept when a charter file does not name it. */
  readonly origin: 'charter' | 'form';
}

/** A right that does not come from a seat. */
export interface AppRole {
  readonly role: 'administration' | 'verification' | 'rprp' | 'coordination';
  /** Coordination only: `reseau`, or a territory's id. */
  readonly scope: string | null;
  readonly persons: readonly PersonId[];
}

export interface NamingRules {
  readonly prefix: string;
  /** `{prefix} - {acronym}` */
  readonly teamTemplate: string;
  readonly maxChannelLength: number;
  readonly forbidden: readonly string[];
}

export type EasterRule = 'vendredi_saint' | 'lundi_de_paques' | 'les_deux';
export type MoveStrategy = 'jour_ouvrable_suivant' | 'jour_ouvrable_precedent' | 'semaine_suivante_meme_jour' | 'annuler';

export interface Holiday { readonly date: string; readonly name: Text; /** `legal`, or `legal_au_choix`: Good Friday or Easter Monday. */ readonly basis: string }
/** Days when no meeting is held, both included. */
export interface Closure { readonly from: string; readonly until: string; readonly name: Text }

export interface Calendar {
  readonly holidays: readonly Holiday[];
  readonly easter: EasterRule;
  readonly closures: readonly Closure[];
  /** Holidays elsewhere in Canada on which Québec works, `09-30`. */
  readonly workingDays: readonly { readonly day: string; readonly name: Text }[];
  readonly move: { readonly strategies: readonly MoveStrategy[]; readonly usual: MoveStrategy; readonly decidedBy: readonly SeatRole[] };
}

/** Delays and thresholds that hold for every committee. Durations are ISO 8601: `P7D`, `PT30M`. */
export interface CommonRules {
  readonly noticeDays: number;
  readonly documentDays: number;
  readonly draftBusinessDays: number;
  readonly approvalBusinessDays: number;
  readonly meetingReminders: readonly string[];
  readonly actionReminders: { readonly before: readonly string[]; readonly after: readonly string[]; readonly toChairAfter: string | null; readonly toParentAfter: string | null };
  readonly confidentiality: Confidentiality;
  readonly tacitApproval: boolean;
  /** Local hour of the reader, `08:30`. */
  readonly reminderTime: string;
  /** Severity (likelihood × impact) from which escalation is offered. */
  readonly riskThreshold: number;
}

export interface AgendaItem { readonly order: number; readonly title: Text; readonly nature: 'decision' | 'discussion' | 'information' | null }

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface NamedThing { readonly id: string; readonly name: Text }
export interface Charter {
  readonly language: Language;
  readonly zone: string;
  readonly organisations: readonly Organisation[];
  readonly groups: readonly StakeholderGroup[];
  readonly territories: readonly Territory[];
  readonly institutions: readonly Institution[];
  readonly levels: readonly NamedThing[];
  readonly roles: readonly NamedThing[];
  readonly axes: readonly NamedThing[];
  readonly persons: readonly Person[];
  readonly committees: readonly Committee[];
  readonly appRoles: readonly AppRole[];
  readonly naming: NamingRules;
  readonly calendar: Calendar;
  readonly rules: CommonRules;
  readonly agenda: readonly AgendaItem[];
  /** Sections that no feature reads yet (projects, risks, roadmaps…), kept as they are so that an export loses nothing. */
  readonly otherSections: { readonly [section: string]: Json };
}
