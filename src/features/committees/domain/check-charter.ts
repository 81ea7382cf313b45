// Whether a charter may be used: every fault at once, each where it stands, before anything is touched in the tenant.

import { looksLikeHealthNumber } from '../../../shared/health-number.ts';
import { nearest } from '../../../shared/nearest.ts';
import { isZone, zones } from '../../../shared/zones.ts';
import type { Charter } from './charter.ts';
import type { Where } from './charter-fields.ts';
import type { Check } from './check.ts';
import { checkCommittee } from './check-committee.ts';
import { checkChannels } from './check-names.ts';
import type { CharterFault, CharterFaultWhy } from './fault.ts';
import type { Located } from './located.ts';
import { readCharter } from './read-charter.ts';

/** What `organisations: [etablissements]` means: those of the territory, or of the network. */
const EVERY_INSTITUTION = 'etablissements';

/** For a charter that comes from no file: faults then bear a path and no line. */
export const nowhere: Where = (_thing, ...keys) => ({ line: null, column: null, path: keys.reduce<string>((path, key) => (typeof key === 'number' ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`), '') });

/** The charter of a file, and all that is wrong with it; the charter is null as soon as something is. */
export function judgeCharter(tree: Located): { readonly charter: Charter | null; readonly faults: CharterFault[] } {
  const { charter, faults, where } = readCharter(tree);
  const all = inOrder([...faults, ...(charter === null ? [] : checkCharter(charter, where))]);
  return { charter: all.length === 0 ? charter : null, faults: all };
}

export function checkCharter(charter: Charter, where: Where = nowhere): CharterFault[] {
  const faults: CharterFault[] = [];
  const check = checkOf(charter, where, faults);
  checkIds(check);
  checkPeople(check);
  checkPlaces(check);
  checkAppRoles(check);
  checkAcronyms(check);
  checkLoops(check);
  for (const committee of charter.committees) {
    checkReferences(check, committee);
    checkCommittee(check, committee);
  }
  checkChannels(check);
  return inOrder(faults);
}

function checkOf(charter: Charter, where: Where, faults: CharterFault[]): Check {
  const setOf = (list: readonly { readonly id: string }[]): ReadonlySet<string> => new Set(list.map((thing) => thing.id));
  const check: Check = {
    charter,
    ids: {
      persons: setOf(charter.persons),
      organisations: setOf(charter.organisations),
      institutions: setOf(charter.institutions),
      groups: setOf(charter.groups),
      territories: setOf(charter.territories),
      committees: setOf(charter.committees),
      axes: setOf(charter.axes),
    },
    fault: (why, thing, ...keys) => { faults.push({ ...where(thing, ...keys), why }); },
    refers(id, to, thing, ...keys) {
      if (id === null || id === '' || to.some((set) => set.has(id))) return;
      const field = keys.findLast((key) => typeof key === 'string') ?? '';
      check.fault({ is: 'unknown-reference', field, id, nearest: nearest(id, to.flatMap((set) => [...set])) }, thing, ...keys);
    },
    zone(value, thing, ...keys) {
      if (!isZone(value)) check.fault({ is: 'wrong-zone', value, nearest: nearestZone(value) }, thing, ...keys);
    },
    line: (thing, ...keys) => where(thing, ...keys).line,
  };
  return check;
}

/** People write the city: « Toronto », « Montréal », « Québec ». */
function nearestZone(value: string): string | null {
  const city = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1);
  const near = nearest(value, zones());
  if (near !== null) return near;
  const cities = new Map(zones().map((zone) => [city(zone), zone]));
  const found = nearest(city(value), cities.keys());
  if (found !== null) return cities.get(found) ?? null;
  return /^(america\/)?(montr[eé]al|qu[eé]bec|gasp[eé])/i.test(value) ? 'America/Toronto' : null;
}

/** By place in the file; the same fault at the same place, met through a template by many committees, is told once. */
function inOrder(faults: readonly CharterFault[]): CharterFault[] {
  const unique = new Map(faults.map(masked).map((fault) => [JSON.stringify(fault), fault] as const));
  return [...unique.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

/** A health number is told by its place only, also where another fault would quote the text that holds it. */
function masked(fault: CharterFault): CharterFault {
  const hide = (value: unknown): unknown => {
    if (typeof value === 'string') return looksLikeHealthNumber(value) ? '•••' : value;
    if (Array.isArray(value)) return value.map(hide);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hide(inner)])) : value;
  };
  return { ...fault, why: hide(fault.why) as CharterFaultWhy };
}

// ---- lists

function checkIds(check: Check): void {
  const { charter } = check;
  // A seat may speak for any of these: one id must not name two of them.
  const spokenFor = [charter.organisations, charter.institutions, charter.groups, charter.committees].flat();
  for (const list of [spokenFor, charter.persons, charter.territories, charter.axes]) {
    const first = new Map<string, object>();
    for (const thing of list) {
      const before = first.get(thing.id);
      if (before === undefined) first.set(thing.id, thing);
      else if (thing.id !== '') check.fault({ is: 'duplicate-id', id: thing.id, firstLine: check.line(before, 'id') }, thing, 'id');
    }
  }
}

function checkPeople(check: Check): void {
  const byEmail = new Map<string, string[]>();
  for (const person of check.charter.persons) {
    const email = person.email.toLowerCase();
    if (email !== '' && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)) check.fault({ is: 'wrong-email', value: person.email }, person, 'courriel');
    const persons = [...(byEmail.get(email) ?? []), person.id];
    byEmail.set(email, persons);
    // The address is the account: two persons cannot share it.
    if (email !== '' && persons.length > 1) check.fault({ is: 'duplicate-email', email: person.email, persons }, person, 'courriel');
    check.refers(person.organisation, [check.ids.organisations, check.ids.institutions], person, 'organisation');
    check.zone(person.zone, person, 'fuseau');
  }
}

function checkPlaces(check: Check): void {
  const { charter, ids } = check;
  if (!isZone(charter.zone)) check.fault({ is: 'wrong-zone', value: charter.zone, nearest: nearestZone(charter.zone) }, charter, 'meta', 'fuseau_par_defaut');
  for (const organisation of charter.organisations) check.refers(organisation.parent ?? null, [ids.organisations], organisation, 'parent');
  for (const territory of charter.territories) {
    check.refers(territory.centre, [ids.organisations], territory, 'cct');
    check.refers(territory.committee, [ids.committees], territory, 'ctcot');
  }
  for (const institution of charter.institutions) {
    check.refers(institution.territory, [ids.territories], institution, 'territoire');
    institution.secondaryTerritories.forEach((id, i) => { check.refers(id, [ids.territories], institution, 'territoires_secondaires', i); });
    check.zone(institution.zone, institution, 'fuseau');
  }
}

function checkAppRoles(check: Check): void {
  for (const role of check.charter.appRoles) {
    if (role.scope !== 'reseau') check.refers(role.scope, [check.ids.territories, new Set(['reseau'])], role, 'portee');
    role.persons.forEach((id, i) => { check.refers(id, [check.ids.persons], role, 'personnes', i); });
  }
}

// ---- committees among themselves

function checkAcronyms(check: Check): void {
  const byAcronym = new Map<string, string[]>();
  for (const committee of check.charter.committees) {
    const key = committee.acronym.normalize('NFC').toLowerCase();
    if (key === '') continue;
    const committees = [...(byAcronym.get(key) ?? []), committee.id];
    byAcronym.set(key, committees);
    if (committees.length > 1) check.fault({ is: 'duplicate-acronym', acronym: committee.acronym, committees }, committee, 'acronyme');
  }
}

/** A committee that would escalate to itself: the loop is named in order, from its first committee in the file. */
function checkLoops(check: Check): void {
  const parents = new Map(check.charter.committees.map((c) => [c.id as string, c.parent as string | null]));
  const told = new Set<string>();
  for (const committee of check.charter.committees) {
    const way: string[] = [];
    let next: string | null = committee.id;
    for (; next !== null && !told.has(next) && !way.includes(next); next = parents.get(next) ?? null) way.push(next);
    const loop = next !== null && way.includes(next) ? way.slice(way.indexOf(next)) : [];
    const first = check.charter.committees.find((c) => loop.includes(c.id));
    if (first !== undefined) {
      const turn = loop.indexOf(first.id);
      check.fault({ is: 'loop', committees: [...loop.slice(turn), ...loop.slice(0, turn)] }, first, 'parent');
    }
    for (const id of way) told.add(id);
  }
}

function checkReferences(check: Check, committee: Charter['committees'][number]): void {
  const { ids } = check;
  if (committee.parent !== null && !ids.committees.has(committee.parent)) {
    const others = [...ids.committees].filter((id) => id !== committee.id);
    check.fault({ is: 'unknown-parent', committee: committee.id, parent: committee.parent, nearest: nearest(committee.parent, others) ?? byAcronym(check, committee.parent) }, committee, 'parent');
  }
  committee.advises.forEach((id, i) => { check.refers(id, [ids.committees], committee, 'conseille', i); });
  committee.reportsTo.forEach((id, i) => { check.refers(id, [ids.committees], committee, 'rend_compte_a', i); });
  check.refers(committee.territory, [ids.territories], committee, 'territoire');
  check.refers(committee.institution, [ids.institutions], committee, 'etablissement');
  committee.organisations.forEach((id, i) => { if (id !== EVERY_INSTITUTION) check.refers(id, [ids.organisations, ids.institutions], committee, 'organisations', i); });
  committee.represents.forEach((id, i) => { check.refers(id, [ids.groups], committee, 'represente', i); });
}

const byAcronym = (check: Check, text: string): string | null => check.charter.committees.find((c) => c.acronym.toLowerCase() === text.toLowerCase())?.id ?? null;
