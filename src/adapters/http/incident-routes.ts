// GET, POST /api/incidents and what is done with one: the register of the privacy officer, which the audit reads.

import { Router, type Response } from 'express';
import type { May } from '../../contract/common.ts';
import { IncidentAct, IncidentChange, IncidentFacts, type Incident as IncidentView, type IncidentFile, type IncidentList } from '../../contract/incidents.ts';
import type { Actor } from '../../features/journal/domain/entry.ts';
import { close, reopen, type Incident, type IncidentRefusal } from '../../features/incidents/domain/incident.ts';
import { mayKeepIncidents, mayReadIncidents, type IncidentPermission } from '../../features/incidents/domain/permissions.ts';
import { closeIncident, completeIncident, enterIncident, reopenIncident, type Kept, type RegisterDeps, type RegisterRefusal } from '../../features/incidents/use-cases/keep-register.ts';
import { fieldWords, natureWords, originWords, placeWords, registerRefusal, rightRefusal, riskWords, stateWords } from '../../features/incidents/words.ts';
import type { Decision } from '../../shared/decision.ts';
import { incidentId, type IncidentId, type PersonId } from '../../shared/ids.ts';
import type { Reading } from './network.ts';
import { HttpProblem } from './problem.ts';

export interface IncidentRoutesDeps extends RegisterDeps {
  readonly read: (res: Response) => Promise<Reading>;
  /** Rows as a file that Excel reads in French. */
  readonly asCsv: (rows: readonly (readonly (string | number | null)[])[]) => string;
}

export function incidentRoutes(deps: IncidentRoutesDeps): Router {
  const router = Router();
  const { incidents, clock, today } = deps;
  const [enter, complete, shut, open] = [enterIncident(deps), completeIncident(deps), closeIncident(deps), reopenIncident(deps)];

  const reading = async (res: Response): Promise<Reading> => {
    const reader = await deps.read(res);
    insist(mayReadIncidents(reader.roles));
    return reader;
  };
  /** Whoever keeps the register, by name: the journal says who did it. */
  const keeping = async (res: Response): Promise<{ readonly reader: Reading; readonly by: PersonId }> => {
    const reader = await deps.read(res);
    insist(mayKeepIncidents(reader.roles));
    return { reader, by: reader.roles.person };
  };
  const shown = (kept: Kept, reader: Reading): IncidentView => {
    if (!kept.ok) throw refused(kept.refusal);
    return viewOf(kept.value, reader);
  };

  router.get('/incidents', async (_req, res) => {
    const reader = await reading(res);
    res.json({ today: today(), incidents: (await incidents.all()).map((each) => viewOf(each, reader)), mayOpen: mayOf(mayKeepIncidents(reader.roles), reader) } satisfies IncidentList);
  });
  router.post('/incidents', async (req, res) => {
    const facts = IncidentFacts.parse(req.body);
    const { reader, by } = await keeping(res);
    res.status(201).json(shown(await enter(facts, by), reader));
  });
  router.post('/incidents/export', async (_req, res) => {
    const reader = await reading(res);
    const all = await incidents.all();
    const name = { fr: `registre-incidents-${today()}.csv`, en: `register-of-incidents-${today()}.csv` };
    const text = deps.asCsv([columns(reader), ...all.map((each) => rowOf(each, reader))]);
    // Written down before it leaves: what left is known.
    await incidents.exported(all.length, actorOf(reader), clock.now());
    res.json({ name: reader.naming.say(name), text } satisfies IncidentFile);
  });
  router.get('/incidents/:id', async (req, res) => {
    const reader = await reading(res);
    const incident = await incidents.find(incidentId(req.params.id));
    if (incident === null) throw refused({ why: 'no-incident' });
    res.json(viewOf(incident, reader));
  });
  router.post('/incidents/:id/change', async (req, res) => {
    const { version, ...facts } = IncidentChange.parse(req.body);
    const { reader, by } = await keeping(res);
    res.json(shown(await complete({ id: incidentId(req.params.id), version, by }, facts), reader));
  });
  const acts: Readonly<Record<string, (seen: { id: IncidentId; version: number; by: PersonId }) => Promise<Kept>>> = { close: shut, reopen: open };
  for (const [name, act] of Object.entries(acts)) {
    router.post(`/incidents/:id/${name}`, async (req, res) => {
      const { version } = IncidentAct.parse(req.body);
      const { reader, by } = await keeping(res);
      res.json(shown(await act({ id: incidentId(req.params.id), version, by }), reader));
    });
  }
  return router;
}

const STATUS: Partial<Record<RegisterRefusal['why'], number>> = { 'no-incident': 404, 'changed-meanwhile': 409, 'is-closed': 409, 'is-open': 409 };
const refused = (refusal: RegisterRefusal): HttpProblem => new HttpProblem(STATUS[refusal.why] ?? 422, refusal.why, registerRefusal(refusal));

function insist(permission: IncidentPermission): void {
  if (!permission.ok) throw new HttpProblem(403, 'not-allowed', rightRefusal(permission.refusal));
}

const actorOf = ({ caller, roles }: Reading): Actor => (caller.kind === 'application' ? { kind: 'application', id: caller.clientId } : { kind: 'person', id: roles.person });

const mayOf = (permission: IncidentPermission, { naming }: Reading): May => (permission.ok ? { ok: true } : { ok: false, why: naming.say(rightRefusal(permission.refusal)) });

function viewOf(incident: Incident, reader: Reading): IncidentView {
  const { openedAt, openedBy, closedAt, origin, ...facts } = incident;
  const { naming } = reader;
  const right = mayKeepIncidents(reader.roles);
  const may = (decision: Decision<unknown, IncidentRefusal>): May => (!right.ok ? mayOf(right, reader) : decision.ok ? { ok: true } : { ok: false, why: naming.say(registerRefusal(decision.refusal)) });
  const changeable: Decision<true, IncidentRefusal> = incident.state === 'open' ? { ok: true, value: true } : { ok: false, refusal: { why: 'is-closed' } };
  return {
    ...facts, natureName: naming.say(natureWords[incident.nature]), placeName: naming.say(placeWords[incident.place]), origin: naming.say(originWords[origin]),
    opened: { at: openedAt.toISOString(), by: naming.person(openedBy) }, closedAt: closedAt?.toISOString() ?? null,
    may: { change: may(changeable), close: may(close(incident, openedAt)), reopen: may(reopen(incident)) },
  };
}

const FIELDS = ['nature', 'occurredOn', 'learnedOn', 'place', 'where', 'concerns', 'circumstances', 'people', 'risk', 'riskReason', 'measures', 'authorityToldOn', 'peopleToldOn'] as const;

const columns = ({ naming }: Reading): string[] => [
  naming.say({ fr: 'Numéro', en: 'Number' }), naming.say({ fr: 'État', en: 'State' }), ...FIELDS.map((field) => naming.say(fieldWords[field])), naming.say({ fr: 'Origine', en: 'Origin' }), naming.say({ fr: 'Inscrit par', en: 'Entered by' }),
];

function rowOf(incident: Incident, { naming }: Reading): (string | number | null)[] {
  const cell = (field: (typeof FIELDS)[number]): string | number | null => {
    if (field === 'nature') return naming.say(natureWords[incident.nature]);
    if (field === 'place') return naming.say(placeWords[incident.place]);
    if (field === 'risk') return incident.risk === null ? null : naming.say(riskWords[incident.risk]);
    return incident[field];
  };
  return [incident.id, naming.say(stateWords[incident.state]), ...FIELDS.map(cell), naming.say(originWords[incident.origin]), naming.person(incident.openedBy)?.title ?? null];
}
