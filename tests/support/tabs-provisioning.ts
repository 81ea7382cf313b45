// Plans, runs, drift and diagnosis as the API would tell them, for the fixture of the tabs.
import type { Language } from '../../src/contract/common.ts';
import type { JournalEntry } from '../../src/contract/journal.ts';
import type { Doctor, Drift, DriftItem, Plan, PlanLine, PlanTeam, Run, RunStep, Sign } from '../../src/contract/provisioning.ts';
import { committeeRef, committeesOfTeam, personRef, teamNames } from './tabs-network.ts';

const in2 = (language: Language, fr: string, en: string): string => (language === 'fr-CA' ? fr : en);
const line = (sign: Sign, id: string, act: string, target: string, more: Partial<PlanLine> = {}): PlanLine => ({ id, sign, act, target, committee: null, before: null, after: null, permission: null, drift: false, note: null, ...more });

/** `fresh`: nothing exists yet. `mixed`: every sign once. `empty`: Teams is as the charter says. */
export type PlanKind = 'fresh' | 'mixed' | 'empty';

function teamLines(team: string, kind: PlanKind, language: Language): PlanLine[] {
  const sign: Sign = kind === 'fresh' ? '+' : '=';
  const key = team.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const lines = [line(sign, `${key}:team`, in2(language, 'Créer l’équipe', 'Create the team'), team, { permission: 'Team.Create' })];
  for (const committee of committeesOfTeam(team)) {
    const ref = committeeRef(committee.id, language);
    const cleaned = committee.channel.includes('’') ? in2(language, 'Apostrophe droite remplacée : Teams la refuse.', 'Straight apostrophe replaced: Teams refuses it.') : null;
    lines.push(
      line(sign, `${committee.id}:channel`, committee.isPrivate ? in2(language, 'Créer le canal privé', 'Create the private channel') : in2(language, 'Créer le canal', 'Create the channel'), committee.channel, { committee: ref, permission: 'Channel.Create', note: cleaned }),
      ...committee.persons.slice(0, 12).map((person) => line(sign, `${committee.id}:member:${person}`, in2(language, 'Ajouter comme membre', 'Add as a member'), personRef(person, language).title, { committee: ref, permission: 'TeamMember.ReadWrite.All' })),
      line(sign, `${committee.id}:tab`, in2(language, 'Poser l’onglet', 'Put the tab'), `Gouverne · ${committee.acronym}`, { committee: ref, permission: 'TeamsTab.ReadWriteForTeam.All' }),
    );
  }
  return lines;
}

export function aPlan(kind: PlanKind, language: Language, charter: Partial<Plan['charter']> = {}, mayApply: Plan['may']['apply'] = { ok: true }): Plan {
  const teams: PlanTeam[] = teamNames().map((team, place) => {
    const lines = teamLines(team, kind, language);
    if (kind === 'mixed' && place === 1) {
      lines.push(
        line('~', 'cncot:rename', in2(language, 'Renommer le canal', 'Rename the channel'), 'Suivis et décisions', { committee: committeeRef('cncot', language), before: 'Suivi', after: 'Suivis et décisions', drift: true, permission: 'ChannelSettings.ReadWrite.All' }),
        line('+', 'cncot:member:new', in2(language, 'Ajouter comme membre', 'Add as a member'), personRef('per-liaison-sq', language).title, { committee: committeeRef('cncot', language), permission: 'TeamMember.ReadWrite.All' }),
        line('-', 'cncot:archive', in2(language, 'Archiver le canal', 'Archive the channel'), 'Ancien groupe de travail', { permission: 'ChannelSettings.ReadWrite.All' }),
        line('!', 'cncot:cannot', in2(language, 'Ajouter comme membre', 'Add as a member'), personRef('per-cct-chum-conseil', language).title, { note: in2(language, 'Ce compte n’existe pas dans l’annuaire. L’administration Microsoft 365 du CHUM doit le créer.', 'This account is not in the directory. The Microsoft 365 administration of the CHUM must create it.') }),
      );
    }
    const members = new Set(committeesOfTeam(team).flatMap((committee) => committee.persons)).size;
    return { key: team.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'), name: team, sign: kind === 'fresh' ? '+' : kind === 'mixed' && place === 1 ? '~' : '=', owners: 2, members: members - 2, lines };
  });
  const all = teams.flatMap((team) => team.lines);
  const count = (sign: Sign) => all.filter((one) => one.sign === sign).length;
  const counts = { create: count('+'), change: count('~'), leave: count('='), archive: count('-'), cannot: count('!') };
  return {
    id: `plan-${kind}`, charter: { version: 1, source: 'charters/rqt.yaml', sha256: 'a'.repeat(64), committees: 46, teams: teams.length, persons: 141, isNew: false, ...charter }, at: '2026-11-21T14:05:00.000Z', counts,
    empty: counts.create + counts.change + counts.archive + counts.cannot === 0, teams,
    permissions: kind === 'empty' ? [] : [
      { permission: 'Team.Create', why: in2(language, 'Créer les équipes sans donner ce droit à personne d’autre', 'Create teams without giving anyone else that right'), granted: true, steps: kind === 'fresh' ? teams.length : 0 },
      { permission: 'Channel.Create', why: in2(language, 'Créer les canaux', 'Create channels'), granted: true, steps: 46 },
      { permission: 'TeamMember.ReadWrite.All', why: in2(language, 'Ajouter et retirer des membres', 'Add and remove members'), granted: kind !== 'mixed', steps: 2 },
    ],
    requests: { operations: kind === 'fresh' ? 231 : 6, seconds: kind === 'fresh' ? 96 : 4 }, may: { apply: mayApply },
  };
}

export type RunKind = Run['state'];
export function aRun(kind: RunKind, language: Language, done: number, startedAt: string, id = 'run-1'): Run {
  const steps: RunStep[] = teamNames().flatMap((team) => teamLines(team, 'fresh', language).filter((one) => !one.id.includes(':member:')).map((one) => ({ id: one.id, act: one.act, target: one.target, team, committee: one.committee, state: 'todo' as const, attempts: 0, reason: null, remedy: null, retryAt: null })));
  const failing = kind === 'partial' || kind === 'failed' ? 2 : 0;
  const upTo = kind === 'done' ? steps.length : Math.min(done, steps.length - failing);
  const told = steps.map((step, place): RunStep => {
    if (place < upTo) return { ...step, state: 'done', attempts: 1 };
    if (kind === 'running' && place === upTo) return { ...step, state: 'running', attempts: 1 };
    if (kind === 'partial' && place === steps.length - 2) return { ...step, state: 'failed', attempts: 3, reason: in2(language, 'Microsoft Graph refuse : l’autorisation TeamsTab.ReadWriteForTeam.All manque.', 'Microsoft Graph refuses: the permission TeamsTab.ReadWriteForTeam.All is missing.'), remedy: in2(language, 'Une personne administratrice de Microsoft 365 accorde le consentement, puis vous reprenez.', 'A Microsoft 365 administrator grants consent, then you resume.') };
    if (kind === 'partial' && place === steps.length - 1) return { ...step, state: 'blocked', attempts: 0, reason: in2(language, 'Attend que le canal existe.', 'Waits for the channel to exist.') };
    return step;
  });
  const count = (state: RunStep['state']) => told.filter((step) => step.state === state).length;
  const over = kind === 'done' || kind === 'partial' || kind === 'failed';
  const current = told.find((step) => step.state === 'running');
  return {
    id, state: kind, startedBy: personRef('per-secretariat-msss', language), startedAt, finishedAt: over ? new Date(Date.parse(startedAt) + 94_000).toISOString() : null, total: told.length, done: count('done'), running: count('running'), failed: count('failed'),
    now: kind === 'done' ? in2(language, 'Tout est en place.', 'Everything is in place.') : kind === 'partial' ? in2(language, 'Une étape est en échec.', 'One step failed.') : current === undefined ? in2(language, 'En attente', 'Waiting') : `${current.act} ${current.target}`, steps: told,
  };
}

const driftItem = (language: Language, id: string, kind: string, title: [string, string], team: string, committee: string, expected: [string, string], found: [string, string], adopt: [string, string], restore: [string, string], mayAdopt = true): DriftItem => ({
  id, kind, title: in2(language, ...title), team, committee: committeeRef(committee, language), expected: in2(language, ...expected), found: in2(language, ...found),
  adopt: { ok: mayAdopt, effect: in2(language, ...adopt), ...(!mayAdopt && { why: in2(language, 'une instance garde toujours son canal', 'a committee always keeps its channel') }) }, restore: { ok: true, effect: in2(language, ...restore) },
});
export const aDrift = (language: Language): Drift => ({
  at: '2026-11-21T14:05:00.000Z',
  items: [
    driftItem(language, 'drift-1', 'channel-renamed', ['Canal renommé', 'Channel renamed'], 'RQT - CNCOT', 'cncot', ['Suivis et décisions', 'Suivis et décisions'], ['Suivi', 'Suivi'], ['La charte nommera ce canal « Suivi ».', 'The charter will name this channel “Suivi”.'], ['Le canal reprendra le nom « Suivis et décisions ».', 'The channel will be named “Suivis et décisions” again.']),
    driftItem(language, 'drift-2', 'member-added', ['Personne ajoutée', 'Person added'], 'RQT - CNCOT', 'cncot', ['Absente de la composition', 'Not in the membership'], ['Expert ou experte — Première ligne', 'Expert — Primary care'], ['Elle deviendra personne invitée du CNCOT.', 'They will become a guest of the CNCOT.'], ['Elle sera retirée de l’équipe.', 'They will be removed from the team.']),
    driftItem(language, 'drift-3', 'channel-removed', ['Canal supprimé', 'Channel removed'], 'RQT - Territoire CUSM', 'loc-cusm', ['GLT-CUSM', 'GLT-CUSM'], ['Aucun canal', 'No channel'], ['—', '—'], ['Le canal privé sera recréé avec ses trois membres.', 'The private channel will be created again with its three members.'], false),
  ],
});

export const aDoctor = (language: Language): Doctor => ({
  at: '2026-11-21T14:05:00.000Z', ok: false,
  checks: [
    { id: 'config', state: 'ok', title: 'Configuration', detail: in2(language, 'Complète.', 'Complete.'), remedy: null },
    { id: 'token', state: 'ok', title: in2(language, 'Jeton Microsoft Graph', 'Microsoft Graph token'), detail: in2(language, 'Obtenu en 84 ms.', 'Obtained in 84 ms.'), remedy: null },
    { id: 'consent', state: 'failure', title: in2(language, 'Consentement', 'Consent'), detail: in2(language, 'TeamMember.ReadWrite.All n’est pas accordée.', 'TeamMember.ReadWrite.All is not granted.'), remedy: in2(language, 'Une personne administratrice générale ouvre Entra, Applications d’entreprise, Gouverne, Autorisations, et accorde le consentement.', 'A global administrator opens Entra, Enterprise applications, Gouverne, Permissions, and grants consent.') },
    { id: 'catalog', state: 'ok', title: in2(language, 'Application au catalogue', 'App in the catalogue'), detail: 'Gouverne 0.1.0', remedy: null },
    { id: 'clock', state: 'warning', title: in2(language, 'Horloge', 'Clock'), detail: in2(language, 'En avance de 41 s sur Microsoft 365.', '41 s ahead of Microsoft 365.'), remedy: in2(language, 'Synchronisez l’horloge du serveur (NTP).', 'Synchronize the server’s clock (NTP).') },
  ],
});

export function journalEntries(language: Language, count: number): JournalEntry[] {
  return Array.from({ length: count }, (_unused, place) => {
    const seq = count - place;
    const committee = place % 3 === 0 ? 'cncot' : place % 3 === 1 ? 'cnccs' : null;
    return {
      chain: committee ?? 'reseau', seq, at: new Date(Date.parse('2026-11-21T14:05:00.000Z') - place * 3_600_000).toISOString(), by: place % 4 === 3 ? null : personRef('per-secretariat-msss', language), act: 'channel-created',
      sentence: committee === null ? in2(language, 'La charte version 1 est appliquée.', 'Charter version 1 is applied.') : in2(language, 'Le canal « Séances » est créé.', 'The channel “Séances” is created.'),
      committee: committee === null ? null : committeeRef(committee, language), before: null, after: { channel: 'Séances', version: 1 }, hash: seq.toString(16).padStart(64, '0'),
    };
  });
}
