// What is typed in the form, and what is sent of it. Pure: the page only draws it.
import type { Choices, NewCommittee } from '../../src/contract/committees.ts';
import type { Draft } from '../../src/contract/provisioning.ts';
import { isDate, isTime, labelOf, ruleOf, type Frequency } from './cadence.ts';
import type { NewWords } from './words.ts';

export type Level = NewCommittee['level'];
export type SeatRole = NewCommittee['seats'][number]['role'];
export interface SeatForm {
  /** Only to keep rows apart on screen. */
  readonly key: string;
  readonly role: SeatRole;
  readonly personId: string | null;
  readonly vacant: boolean;
  readonly votes: boolean;
  readonly represents: string | null;
  readonly alternateOf: string | null;
  readonly withTerm: boolean;
  readonly from: string;
  readonly until: string;
}
export interface Form {
  readonly nameFr: string; readonly nameEn: string; readonly acronym: string;
  readonly level: Level | null; readonly parentId: string | null; readonly institution: string | null;
  readonly mandateFr: string; readonly mandateEn: string;
  readonly frequency: Frequency; readonly firstDate: string; readonly firstTime: string; readonly last: boolean; readonly zone: string; readonly minutes: string;
  readonly quorum: NewCommittee['quorum']['type']; readonly minimum: string;
  readonly confidential: boolean; readonly channelKind: NewCommittee['channelKind'];
  readonly seats: readonly SeatForm[];
  readonly ownNames: boolean; readonly team: string; readonly channel: string;
}
export type Fault = Draft['faults'][number];

const VOTING = new Set<SeatRole>(['presidence', 'copresidence', 'membre']);
export const votesByRole = (role: SeatRole): boolean => VOTING.has(role);
export const aSeat = (key: string, role: SeatRole): SeatForm => ({ key, role, personId: null, vacant: false, votes: votesByRole(role), represents: null, alternateOf: null, withTerm: false, from: '', until: '' });

export const EMPTY_FORM: Form = {
  nameFr: '', nameEn: '', acronym: '', level: null, parentId: null, institution: null, mandateFr: '', mandateEn: '',
  frequency: 'asNeeded', firstDate: '', firstTime: '09:00', last: false, zone: 'America/Toronto', minutes: '60',
  quorum: 'majorite', minimum: '', confidential: false, channelKind: 'standard',
  seats: [aSeat('1', 'presidence')], ownNames: false, team: '', channel: '',
};
export const isUntouched = (form: Form): boolean => JSON.stringify(form) === JSON.stringify(EMPTY_FORM);

/** Where a committee of this level usually escalates. Only an order of proposal: any parent may be chosen. */
const USUAL_PARENT: Readonly<Record<Level, readonly Level[]>> = {
  ministeriel_strategique: ['ministeriel_strategique'], national: ['ministeriel_strategique'], territorial: ['national'], local: ['territorial'], conseil: ['national'], projet: ['national'],
};
export function parentsFor(level: Level | null, committees: Choices['committees']): Choices['committees'] {
  if (level === null) return committees;
  const usual = new Set(USUAL_PARENT[level]);
  return [...committees.filter((one) => usual.has(one.level)), ...committees.filter((one) => !usual.has(one.level))];
}

/** Choosing the level sets what usually goes with it: local and ministerial bodies meet in a private channel. */
export function withLevel(form: Form, level: Level): Form {
  const isPrivate = level === 'local' || level === 'ministeriel_strategique';
  return { ...form, level, channelKind: isPrivate ? 'private' : 'standard', confidential: level === 'ministeriel_strategique' || (form.confidential && form.level !== 'ministeriel_strategique'), institution: level === 'local' ? form.institution : null };
}

const LOCAL_NAME_FR = 'Gouvernance locale en télésanté — ';
const LOCAL_NAME_EN = 'Local telehealth governance — ';
/** The name and acronym of a local body follow its institution, unless the person wrote others; its parent is its territory's committee. */
export function withInstitution(form: Form, institution: Choices['institutions'][number] | null): Form {
  const free = (text: string, start: string) => text === '' || text.startsWith(start);
  return {
    ...form,
    institution: institution?.id ?? null,
    parentId: institution?.parentId ?? form.parentId,
    nameFr: institution !== null && free(form.nameFr, LOCAL_NAME_FR) ? LOCAL_NAME_FR + institution.name : form.nameFr,
    nameEn: institution !== null && free(form.nameEn, LOCAL_NAME_EN) ? LOCAL_NAME_EN + institution.name : form.nameEn,
    acronym: institution !== null && free(form.acronym, 'GLT-') ? `GLT-${institution.acronym}` : form.acronym,
  };
}

const isWhole = (text: string, least: number, most: number): boolean => /^\d{1,4}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;

/** What the request itself could not carry; all the rest is for the server to judge, by the same rules as a charter. */
export function ownFaults(form: Form, words: NewWords): readonly Fault[] {
  const { faults } = words;
  const found: Fault[] = [];
  if (form.level === null) {
    // Without it nothing can be sent and so nothing is judged by the server: what is plainly empty is told here too, all at once.
    found.push({ field: 'level', message: faults.level, remedy: faults.levelRemedy });
    for (const field of ['parentId', 'nameFr', 'acronym', 'mandateFr'] as const) if ((form[field] ?? '').trim() === '') found.push({ field, ...faults.empty[field] });
    if (!form.seats.some((seat) => seat.role === 'presidence' && !seat.vacant && seat.personId !== null)) found.push({ field: 'seats', ...faults.empty.chair });
  }
  if (form.frequency !== 'asNeeded' && !isDate(form.firstDate)) found.push({ field: 'firstDate', message: faults.date, remedy: faults.dateRemedy });
  if (form.frequency !== 'asNeeded' && !isTime(form.firstTime)) found.push({ field: 'firstTime', message: faults.time, remedy: faults.timeRemedy });
  if (!isWhole(form.minutes, 15, 600)) found.push({ field: 'minutes', message: faults.minutes, remedy: faults.minutesRemedy });
  if (form.quorum === 'nombre' && !isWhole(form.minimum, 1, 200)) found.push({ field: 'minimum', message: faults.minimum, remedy: faults.minimumRemedy });
  return found;
}

/** Enough is chosen for names to be derived. */
export const canDraft = (form: Form): boolean => form.level !== null && form.parentId !== null && form.acronym.trim() !== '';

const orAbsent = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/** Null while the level is not chosen: there is nothing to send yet. The frequency is recorded in French, the language of the documents. */
export function toNewCommittee(form: Form): NewCommittee | null {
  if (form.level === null) return null;
  const first = { date: form.firstDate, time: form.firstTime, last: form.last };
  const set = form.frequency !== 'asNeeded' && isDate(form.firstDate) && isTime(form.firstTime);
  const nameEn = orAbsent(form.nameEn);
  const mandateEn = orAbsent(form.mandateEn);
  return {
    nameFr: form.nameFr.trim(),
    ...(nameEn !== undefined && { nameEn }),
    acronym: form.acronym.trim(),
    level: form.level,
    parentId: form.parentId ?? '',
    ...(form.institution !== null && { institution: form.institution }),
    mandateFr: form.mandateFr.trim(),
    ...(mandateEn !== undefined && { mandateEn }),
    cadence: { label: labelOf(form.frequency, first, 'fr-CA'), rule: set ? ruleOf(form.frequency, first) : null, start: set ? `${form.firstDate}T${form.firstTime}` : null, zone: form.zone, minutes: isWhole(form.minutes, 15, 600) ? Number(form.minutes) : 60 },
    quorum: { type: form.quorum, minimum: form.quorum === 'nombre' && isWhole(form.minimum, 1, 200) ? Number(form.minimum) : null },
    confidential: form.confidential,
    seats: form.seats.map((seat) => ({
      personId: seat.vacant ? null : seat.personId, role: seat.role, votes: seat.votes, represents: seat.represents,
      alternateOf: seat.role === 'substitut' ? seat.alternateOf : null,
      from: seat.withTerm && seat.from !== '' ? seat.from : null, until: seat.withTerm && seat.until !== '' ? seat.until : null,
    })),
    ...(form.ownNames && { team: form.team, channel: form.channel }),
    channelKind: form.channelKind,
  };
}

/** The field on screen that a fault of the server belongs to: `seats[1].personId` → `seat-1-person`; null when none does. */
export function fieldOf(path: string): string | null {
  const parts = path.replace(/\[(\d+)\]/g, '.$1').split('.').filter(Boolean);
  const [head, second, third] = parts;
  if (head === 'seats' || head === 'members') {
    if (second === undefined || !/^\d+$/.test(second)) return 'seats';
    return `seat-${second}-${SEAT_FIELDS[third ?? ''] ?? 'person'}`;
  }
  if (head === 'cadence') return CADENCE_FIELDS[second ?? ''] ?? 'frequency';
  if (head === 'quorum') return second === 'minimum' ? 'minimum' : 'quorum';
  return FIELDS[head ?? ''] ?? null;
}
const SEAT_FIELDS: Readonly<Record<string, string>> = { personId: 'person', person: 'person', holder: 'person', role: 'role', represents: 'represents', alternateOf: 'alternate', from: 'from', until: 'until', votes: 'votes' };
const CADENCE_FIELDS: Readonly<Record<string, string>> = { start: 'firstDate', zone: 'zone', minutes: 'minutes', rule: 'frequency', label: 'frequency' };
const FIELDS: Readonly<Record<string, string>> = {
  nameFr: 'nameFr', name: 'nameFr', nameEn: 'nameEn', acronym: 'acronym', level: 'level', parentId: 'parentId', parent: 'parentId', institution: 'institution',
  mandateFr: 'mandateFr', mandate: 'mandateFr', mandateEn: 'mandateEn', firstDate: 'firstDate', firstTime: 'firstTime', minutes: 'minutes', minimum: 'minimum',
  confidential: 'confidential', channelKind: 'channelKind', team: 'team', channel: 'channel', zone: 'zone',
};

/** Fields in the order in which they stand on the page: the first faulty one takes the focus. */
const ORDER = ['level', 'institution', 'parentId', 'nameFr', 'nameEn', 'acronym', 'mandateFr', 'mandateEn', 'frequency', 'firstDate', 'firstTime', 'minutes', 'zone', 'quorum', 'minimum', 'confidential', 'channelKind', 'seats'];
export function inPageOrder(faults: readonly Fault[]): readonly Fault[] {
  const place = (fault: Fault): number => {
    const field = fieldOf(fault.field);
    if (field === null) return -1;
    const known = ORDER.indexOf(field);
    if (known !== -1) return known;
    const seat = /^seat-(\d+)/.exec(field);
    return seat === null ? 10_000 : 1000 + Number(seat[1]);
  };
  return [...faults].sort((a, b) => place(a) - place(b));
}
