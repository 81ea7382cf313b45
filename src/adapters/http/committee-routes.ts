// GET /api/me, /api/committees, /api/committees/:id, /api/choices, /api/suggestion; PUT /api/me/preferences; POST /api/committees/draft
// and /api/committees. Reads are trimmed by right as writes are.

import { Router, type Response } from 'express';
import { NewCommittee, Preferences as PreferencesBody, type Choices, type CommitteeList, type Me, type Suggestion } from '../../contract/committees.ts';
import type { Created, Draft, Run as RunReply } from '../../contract/provisioning.ts';
import { z } from 'zod';
import type { Charter, Committee } from '../../features/committees/domain/charter.ts';
import { addCommittee } from '../../features/committees/domain/amend-charter.ts';
import type { CharterFault } from '../../features/committees/domain/fault.ts';
import { namesFor, newCommittee, type NewCommitteeForm } from '../../features/committees/domain/new-committee.ts';
import { mayCreateCommittee, maySeeCommittee, territoryOf } from '../../features/committees/domain/permissions.ts';
import { placeOf } from '../../features/committees/domain/places.ts';
import { desiredWorkspace, type TabOf } from '../../features/committees/domain/workspace.ts';
import type { Charters, Clock, ProvisioningStore, Run } from '../../features/committees/ports.ts';
import { applyPlan, type ApplyDeps, type NewCharter } from '../../features/committees/use-cases/apply-plan.ts';
import type { Preferences } from '../../features/people/ports.ts';
import { levelName, levelWords, roleName, seatRoleWords } from '../../features/committees/domain/names.ts';
import { refuse } from '../../shared/decision.ts';
import { committeeId, type CommitteeId } from '../../shared/ids.ts';
import { zones } from '../../shared/zones.ts';
import { DEFAULT_LANGUAGE, type Language } from '../../shared/language.ts';
import { callerOf } from './caller.ts';
import { detailView, meView, summaryView, teamNames, type Workspaces } from './committee-views.ts';
import type { Reading } from './network.ts';
import { HttpProblem } from './problem.ts';
import type { ProvisioningDesk } from './provisioning-desk.ts';
import { Naming, planView } from './provisioning-views.ts';

export interface CommitteeRoutesDeps extends Pick<ApplyDeps, 'onPlanned'> {
  readonly read: (res: Response) => Promise<Reading>;
  readonly charters: Charters;
  readonly store: ProvisioningStore;
  readonly preferences: Preferences;
  readonly desk: ProvisioningDesk;
  readonly clock: Clock;
  readonly today: () => string;
  readonly network: string;
  readonly tabOf: TabOf;
  readonly tenant: Me['tenant'];
  readonly link: Workspaces['link'];
  readonly faultMessage: (fault: CharterFault, language: Language) => { readonly message: string; readonly remedy: string };
  /** A changed charter as a file would hold it, with its fingerprint. */
  readonly asFile: (charter: Charter) => Promise<NewCharter>;
  readonly showRun: (run: Run, res: Response) => Promise<RunReply>;
}

const CreateRequest = z.object({ committee: NewCommittee, planId: z.string() });

export function committeeRoutes(deps: CommitteeRoutesDeps): Router {
  const { read, store, desk, clock } = deps;
  const router = Router();
  const apply = applyPlan(deps);

  const workspaces = async (charter: Charter): Promise<Workspaces> => {
    const [memory, open] = await Promise.all([store.memory(), store.unfinished()]);
    const steps = open === null ? [] : await store.steps(open.id);
    const desired = desiredWorkspace(charter, deps.today(), deps.network, deps.tabOf);
    const unfinished = steps.filter(({ state }) => state.is !== 'done');
    const teams = new Set(unfinished.filter(({ step }) => step.do === 'create-team').map(({ step }) => step.team));
    const inProgress = new Set<string>([...unfinished.flatMap(({ step }) => step.committee ?? []), ...desired.filter((t) => teams.has(t.key)).flatMap((t) => t.committees)]);
    return { memory, desired, inProgress, link: deps.link };
  };

  router.get('/me', async (_req, res) => {
    const reading = await read(res);
    const { person } = callerOf(res);
    const organisation = [...reading.charter.organisations, ...reading.charter.institutions].find((o) => o.id === person?.organisation)?.name ?? { fr: '', en: '' };
    const language = person === null ? reading.language : ((await deps.preferences.languageOf(person.id)) ?? DEFAULT_LANGUAGE);
    res.json(meView(reading, organisation, language, deps.tenant));
  });

  router.put('/me/preferences', async (req, res) => {
    const { language } = PreferencesBody.parse(req.body);
    const { person } = callerOf(res);
    if (person === null) throw new HttpProblem(403, 'unknown-person', { fr: 'Votre compte n’est pas dans la charte du réseau : rien à retenir.', en: 'Your account is not in the network’s charter: nothing to remember.' });
    await deps.preferences.chooseLanguage(person.id, language, person.id, clock.now());
    res.json({ language });
  });

  router.get('/committees', async (_req, res) => {
    const reading = await read(res);
    const places = await workspaces(reading.charter);
    const view: CommitteeList = {
      network: reading.naming.say(reading.charter.organisations[0]?.name ?? { fr: deps.network }),
      committees: reading.charter.committees.filter((c) => maySeeCommittee(reading.roles, c.id).ok).map((c) => summaryView(c, reading, places, deps.today())),
    };
    res.json(view);
  });

  router.get('/committees/:id', async (req, res) => {
    const reading = await read(res);
    const committee = seen(reading, committeeId(req.params.id));
    res.json(detailView(committee, reading, await workspaces(reading.charter), deps.today(), (c) => maySeeCommittee(reading.roles, c.id).ok));
  });

  router.get('/suggestion', async (req, res) => {
    const { teamId = null, channelId } = z.object({ teamId: z.string().max(200).optional(), channelId: z.string().max(300) }).parse(req.query);
    const reading = await read(res);
    const place = placeOf(reading.charter, await store.memory(), teamId, channelId);
    const visible = place.is !== 'nobody' && maySeeCommittee(reading.roles, place.committee.id).ok;
    const view: Suggestion = {
      committee: visible ? reading.naming.committee(place.committee.id) : null,
      why: reading.naming.say(!visible
        ? { fr: 'Ce canal n’a pas été créé pour une instance : choisissez-la dans la liste.', en: 'This channel was not created for a committee: choose it from the list.' }
        : place.is === 'channel'
          ? { fr: 'Ce canal est celui de cette instance.', en: 'This channel belongs to this committee.' }
          : { fr: 'C’est l’instance de cette équipe.', en: 'This is the team’s committee.' }),
    };
    res.json(view);
  });

  router.get('/choices', async (_req, res) => {
    const { charter, naming, roles, ...reading } = await read(res);
    reading.insist(mayCreateCommittee(roles));
    const withCommittee = new Set(charter.committees.flatMap((c) => c.institution ?? []));
    const byName = <X extends { readonly name: string }>(list: X[]): X[] => list.sort((a, b) => a.name.localeCompare(b.name, naming.language));
    const view: Choices = {
      levels: (Object.keys(levelWords) as Committee['level'][]).filter((id) => mayCreateCommittee(roles, id).ok).map((id) => ({ id, name: naming.say(levelName(charter, id)) })),
      roles: (Object.keys(seatRoleWords) as (keyof typeof seatRoleWords)[]).map((id) => ({ id, name: naming.say(roleName(charter, id)) })),
      persons: charter.persons.map((p) => ({ id: p.id, title: naming.say(p.title), email: p.email })).sort((a, b) => a.title.localeCompare(b.title, naming.language)),
      committees: charter.committees.filter((c) => maySeeCommittee(roles, c.id).ok).map((c) => ({ id: c.id, acronym: c.acronym, name: naming.say(c.name), level: c.level })),
      institutions: byName(charter.institutions.map((i) => ({ id: i.id, name: naming.say(i.name), acronym: i.acronym, hasCommittee: withCommittee.has(i.id), parentId: charter.territories.find((t) => t.id === i.territory)?.committee ?? null }))),
      represents: byName([...charter.groups, ...charter.organisations, ...charter.institutions].map((x) => ({ id: x.id, name: naming.say(x.name) }))),
      teams: teamNames(charter),
      zones: [...zones()],
    };
    res.json(view);
  });

  /** The committee that a form asks for and the charter with it, or the faults field by field. */
  const drafted = async (reading: Reading, form: NewCommitteeForm): Promise<{ readonly ok: true; readonly committee: Committee; readonly file: NewCharter } | { readonly ok: false; readonly faults: readonly CharterFault[] }> => {
    reading.insist(mayCreateCommittee(reading.roles, form.level));
    const decision = newCommittee(reading.charter, form);
    if (!decision.ok) return { ok: false, faults: decision.refusal };
    reading.insist(mayCreateCommittee(reading.roles, form.level, territoryOf(reading.charter, decision.value)));
    const amended = addCommittee(reading.charter, decision.value);
    if (!amended.ok) return { ok: false, faults: amended.refusal.why === 'faults' ? amended.refusal.faults : [] };
    return { ok: true, committee: decision.value, file: await deps.asFile(amended.value) };
  };
  const told = (faults: readonly CharterFault[], language: Language): Draft['faults'] => faults.map((fault) => ({ field: fault.path, ...deps.faultMessage(fault, language), ...(fault.why.is === 'name-refused' ? { proposal: fault.why.proposal } : {}) }));

  router.post('/committees/draft', async (req, res) => {
    const form = NewCommittee.parse(req.body);
    const reading = await read(res);
    reading.insist(mayCreateCommittee(reading.roles, form.level));
    const { team, channel, teamExists } = namesFor(reading.charter, form);
    const names = { team: team.name, channel: channel.name, teamExists, cleaned: [...team.replaced, ...channel.replaced] };
    const draft = await drafted(reading, form);
    if (!draft.ok) { res.json({ ok: false, faults: told(draft.faults, reading.language), names, plan: null } satisfies Draft); return; }
    // As one types: the tenant is not read at each pause.
    if (req.query['plan'] === 'none') { res.json({ ok: true, faults: [], names, plan: null } satisfies Draft); return; }
    const { planned, version, at } = await desk.plan(draft.file, [draft.committee.id]);
    const plan = planView(planned, new Naming(draft.file.charter, reading.language), {
      charter: { version: version + 1, source: draft.file.source, sha256: draft.file.sha256, committees: draft.file.charter.committees.length, teams: planned.desired.length, persons: draft.file.charter.persons.length, isNew: true },
      at: new Date(at), mayApply: { ok: true }, changes: null, sees: reading.sees,
    });
    res.json({ ok: true, faults: [], names, plan } satisfies Draft);
  });

  router.post('/committees', async (req, res) => {
    const body = CreateRequest.parse(req.body);
    const reading = await read(res);
    const draft = await drafted(reading, body.committee);
    if (!draft.ok) throw new HttpProblem(422, 'committee-faults', { fr: 'Le formulaire est à corriger; rien n’a été créé.', en: 'The form needs correcting; nothing was created.' }, { errors: told(draft.faults, reading.language).map((f) => ({ ...f, line: null, column: null, code: 'fault' })) });
    const only: CommitteeId[] = [draft.committee.id];
    const { planned } = await desk.recall(body.planId, draft.file, only);
    const decision = await apply(body.planId, planned, { charter: draft.file, over: reading.version }, reading.caller.person?.id ?? null);
    if (!decision.ok) {
      if (decision.refusal.why === 'another-run') throw new HttpProblem(409, 'another-run', { fr: 'Une application est déjà en cours.', en: 'Another run is under way.' }, { remedy: { fr: 'Attendre qu’elle se termine, puis confirmer de nouveau. Votre saisie est gardée.', en: 'Wait until it ends, then confirm again. What you typed is kept.' }, errors: [{ field: 'run', line: null, column: null, code: 'run', message: decision.refusal.run.id, remedy: '' }] });
      throw new HttpProblem(409, 'plan-is-stale', { fr: 'Depuis que ce plan a été affiché, l’espace ou la charte a changé.', en: 'Since this plan was shown, the workspace or the charter has changed.' }, { remedy: { fr: 'Revoir le plan, puis confirmer. Rien n’a été créé.', en: 'Look at the plan again, then confirm. Nothing was created.' } });
    }
    const run = decision.value;
    const { committee } = draft;
    const view: Created = { committee: { id: committee.id, acronym: committee.acronym, name: reading.naming.say(committee.name) }, run: await deps.showRun(run, res) };
    res.status(201).json(view);
  });

  return router;
}

/** 404 also for what the reader may not know to exist. */
function seen(reading: Reading, id: CommitteeId): Committee {
  const committee = reading.charter.committees.find((c) => c.id === id);
  // Somebody outside the charter is told so, whichever committee was asked for.
  if (!reading.roles.known) reading.insist(refuse({ why: 'unknown-person' }));
  if (committee !== undefined && maySeeCommittee(reading.roles, id).ok) return committee;
  throw new HttpProblem(404, 'no-committee', { fr: 'Cette instance n’existe pas, ou sa consultation est restreinte.', en: 'This committee does not exist, or is restricted.' }, { remedy: { fr: 'Demander à la coordination ou au secrétariat de l’instance.', en: 'Ask the coordination or the committee’s secretariat.' } });
}
