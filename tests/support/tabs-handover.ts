// A departure for the tabs without the server: the coordination of the CCT CHUM, two seats, one right, three actions.
import type { HandedOver, HandOverPreview } from '../../src/contract/handover.ts';

const person = (id: string, title: string) => ({ id, title, email: `${id}@rqt.example` });
const ADVISOR = person('per-cct-chum-conseil', 'Conseil clinique — CCT CHUM');
const LEAD = person('per-cct-chum-portefeuille', 'Responsable de portefeuille — CCT CHUM');
const committee = (id: string, acronym: string, name: string) => ({ id, acronym, name });
const SEATS = [
  { committee: committee('cncot', 'CNCOT', 'Comité national de coordination des opérations en télésanté'), seat: 'cncot:membre:cct-chum', role: 'Membre', represents: 'Centre de coordination de la télésanté — CHUM' },
  { committee: committee('ctcot-chum', 'CTCOT CHUM', 'Comité territorial de coordination des opérations'), seat: 'ctcot-chum:presidence:cct-chum', role: 'Présidence', represents: 'Centre de coordination de la télésanté — CHUM' },
] as const;
const ACCESS = [{ team: 'RQT - CNCOT', channels: [] }, { team: 'RQT - Territoire CHUM', channels: ['GLT-CHUM'] }];

const action = (id: string, title: string, kind: 'person' | 'seat'): HandOverPreview['actions'][number] => ({
  id, title, committee: { id: 'cncot', acronym: 'CNCOT' }, owner: { kind, id: 'per-cct-chum-coord', person: 'per-cct-chum-coord', label: 'Coordination CCT CHUM' }, due: '2027-04-12', state: 'todo', late: false, lateDays: 0,
  priority: 'medium', blocked: null, postponed: 0, decision: null, project: null, risk: null, inCamera: false, closedOn: null, version: 1, mayChange: true, mayEdit: true,
});

export const aHandOver = (over: Partial<HandOverPreview> = {}): HandOverPreview => ({
  person: person('per-cct-chum-coord', 'Coordination CCT CHUM'), version: 3,
  seats: SEATS.map((seat, at) => ({ ...seat, required: at === 0 ? null : 'La présidence ne peut pas rester vacante\u00A0: choisissez la personne qui suit.', successors: [ADVISOR, LEAD], proposed: ADVISOR.id })),
  roles: [{ name: 'Coordination, Territoire du CCT CHUM', required: false }], successors: [ADVISOR, LEAD], proposed: ADVISOR.id,
  actions: [action('A-2027-001', 'Confirmer les hôtes de la tournée', 'person'), action('A-2027-002', 'Déposer le bilan du territoire', 'person'), action('A-2027-003', 'Préparer la rencontre', 'seat')], hidden: 1,
  access: ACCESS, brief: ['3\u00A0actions ouvertes, dont 1 en retard.', 'A-2027-001, Confirmer les hôtes de la tournée\u00A0: en retard de 18\u00A0jours.', 'CNCOT\u00A0: prochaine séance le jeudi 18 mars 2027 à 9\u00A0h.'], ...over,
});

export const handedOver = (over: Partial<HandedOver> = {}): HandedOver => ({
  dryRun: false, version: 4, seats: SEATS.map((seat) => ({ ...seat, to: ADVISOR })), roles: [{ name: 'Coordination, Territoire du CCT CHUM', to: ADVISOR }],
  actions: [{ id: 'A-2027-001', title: 'Confirmer les hôtes de la tournée', committee: 'CNCOT', to: ADVISOR }, { id: 'A-2027-004', title: null, committee: 'CTCOT CHUM', to: null }], access: ACCESS, run: null, waiting: false, ...over,
});
