// Small charters for tests. `charterYaml()` is a whole network in forty lines, edited by the test in the one place that matters;
// `aCharter`, `aCommittee` and `aSeat` are the same facts without a file.

import { readFileSync } from 'node:fs';
import { parseYaml } from '../../src/adapters/documents/charter-file.ts';
import type { Charter, Committee, Seat } from '../../src/features/committees/domain/charter.ts';
import { judgeCharter } from '../../src/features/committees/domain/check-charter.ts';
import type { CharterFault } from '../../src/features/committees/domain/fault.ts';
import { committeeId, personId, seatId } from '../../src/shared/ids.ts';

export const CHARTER = `meta: {langue_par_defaut: fr-CA, fuseau_par_defaut: America/Toronto}
organisations:
  - {id: org-min, acronyme: MIN, nom_fr: "Ministère"}
  - {id: org-usagers, acronyme: USAGERS, nom_fr: "Usagers partenaires"}
  - {id: cct-nord, acronyme: "CCT Nord", nom_fr: "Centre de coordination du Nord"}
groupes_parties_prenantes:
  - {id: gpp-ministere, nom_fr: "Ministère", nom_en: "Ministry"}
  - {id: gpp-cct, nom_fr: "Centres de coordination"}
  - {id: gpp-directions, nom_fr: "Directions"}
  - {id: gpp-cliniciens, nom_fr: "Cliniciennes et cliniciens"}
  - {id: gpp-techno, nom_fr: "Équipes technologiques"}
  - {id: gpp-usagers, nom_fr: "Usagers et proches"}
territoires:
  - {id: ter-nord, nom_fr: "Territoire du Nord", cct: cct-nord, ctcot: ctcot-nord, desservis_attendus: 2}
etablissements:
  - {id: ch-a, sigle: CHA, nom_fr: "Centre hospitalier A", type: CHU, region: "06", territoire: ter-nord}
  - {id: ch-b, sigle: CHB, nom_fr: "Centre hospitalier B", type: CISSS, region: "11", territoire: ter-nord, fuseau: America/Halifax}
axes:
  - {id: axe-1, nom_fr: "Soins à domicile"}
personnes:
  - {id: per-sm, titre_fr: "Sous-ministre", courriel: sm@rqt.example, organisation: org-min}
  - {id: per-coord, titre_fr: "Coordination provinciale", courriel: coord@rqt.example, organisation: org-min}
  - {id: per-secr, titre_fr: "Secrétariat", courriel: secr@rqt.example, organisation: org-min}
  - {id: per-cct, titre_fr: "Coordination CCT Nord", courriel: cct@rqt.example, organisation: cct-nord}
  - {id: per-expert, titre_fr: "Expert ou experte", courriel: expert@rqt.example, organisation: ch-a}
  - {id: per-usager, titre_fr: "Usager ou usagère partenaire", courriel: usager@rqt.example, organisation: org-usagers}
  - {id: per-a-gest, titre_fr: "Gestionnaire responsable en télésanté — CHA", courriel: gest.a@rqt.example, organisation: ch-a}
  - {id: per-a-clin, titre_fr: "Répondant ou répondante clinique — CHA", courriel: clin.a@rqt.example, organisation: ch-a}
  - {id: per-a-tech, titre_fr: "Répondant ou répondante technologique — CHA", courriel: tech.a@rqt.example, organisation: ch-a, langue: en-CA}
  - {id: per-b-clin, titre_fr: "Répondant ou répondante clinique — CHB", courriel: clin.b@rqt.example, organisation: ch-b, fuseau: America/Halifax}
  - {id: per-admin, titre_fr: "Administration", courriel: admin@rqt.example, organisation: org-min}
  - {id: per-verif, titre_fr: "Vérification interne", courriel: verif@rqt.example, organisation: org-min}
roles_applicatifs:
  - {role: administration, personnes: [per-admin]}
  - {role: verification, personnes: [per-verif]}
  - {role: coordination, portee: reseau, personnes: [per-coord, per-secr]}
  - {role: coordination, portee: ter-nord, personnes: [per-cct]}
instances:
  - id: dir
    acronyme: DIR
    nom_fr: "Comité directeur"
    nom_en: "Steering Committee"
    niveau: ministeriel_strategique
    nature: strategique
    mandat_fr: "Fixe les orientations."
    parent: null
    represente: [gpp-ministere]
    cadence: {frequence: trimestrielle, libelle_fr: "Quatre fois l’an", dtstart: "2027-03-17T14:00", rrule: "FREQ=YEARLY;BYMONTH=3,6,9,12;BYDAY=3WE", duree_min: 120}
    quorum: {type: nombre, minimum: 1, libelle_fr: "Une personne"}
    confidentialite: restreinte
    membres:
      - {personne: per-sm, role: presidence, represente: org-min}
      - {personne: per-secr, role: secretariat}
    teams: {equipe: "RQT - Direction", canal: "DIR", type_canal: private}
    prov: "doc:000"
  - id: nat
    acronyme: NAT
    nom_fr: "Comité national"
    niveau: national
    nature: operationnelle
    mandat_fr: "Coordonne les opérations."
    parent: dir
    represente: [gpp-ministere, gpp-cct, gpp-usagers]
    cadence: {libelle_fr: "Mensuelle", dtstart: "2027-01-12T13:30", rrule: "FREQ=MONTHLY;BYDAY=2TU", duree_min: 90}
    quorum: {type: majorite, base: membres_votants, libelle_fr: "Majorité des membres votants"}
    membres:
      - {personne: per-coord, role: presidence, represente: org-min, groupe: gpp-ministere}
      - {personne: per-cct, role: membre, represente: cct-nord, groupe: gpp-cct}
      - {personne: per-expert, role: membre, axe: axe-1}
      - {personne: per-usager, role: membre, represente: gpp-usagers, depuis: "2025-06-01", jusqu_a: "2027-05-31"}
      - {vacant: true, role: membre, represente: gpp-usagers}
      - {personne: per-a-tech, role: substitut, substitut_de: per-expert}
      - {personne: per-secr, role: secretariat}
      - {personne: per-verif, role: observateur}
    teams: {equipe: "RQT - NAT", canal: "Séances", autres_canaux: ["Suivis et décisions"]}
    prov: suppose
  - id: ctcot-nord
    acronyme: "CTCOT Nord"
    nom_fr: "Comité territorial du Nord"
    niveau: territorial
    nature: operationnelle
    territoire: ter-nord
    mandat_fr: "Suit les déploiements du territoire."
    parent: nat
    organisations: [cct-nord, etablissements]
    represente: [gpp-cct, gpp-cliniciens, gpp-techno]
    cadence: {libelle_fr: "Au besoin", rrule: null}
    quorum: {type: majorite, base: etablissements_representes, minimum: 2, libelle_fr: "Deux établissements"}
    membres:
      - {personne: per-cct, role: presidence, represente: cct-nord}
      - {personne: per-a-clin, role: membre, represente: ch-a}
      - {personne: per-a-tech, role: membre, votant: false, substitut_de: per-a-clin, represente: ch-a}
      - {personne: per-b-clin, role: membre, represente: ch-b}
    teams: {equipe: "RQT - Territoire Nord", canal: "CTCOT"}
  - {id: loc-ch-a, gabarit: loc, acronyme: "GLT-CHA", nom_fr: "Gouvernance locale — CHA", niveau: local, nature: operationnelle, parent: ctcot-nord, etablissement: ch-a, membres: [{personne: per-a-gest, role: presidence}, {personne: per-a-clin, role: membre}, {personne: per-a-tech, role: membre, secretariat: true}]}
gabarits_instance:
  loc:
    mandat_fr: "Soutient les activités de l’établissement."
    represente: [gpp-directions, gpp-cliniciens, gpp-techno]
    cadence: {libelle_fr: "Au besoin", rrule: null}
    quorum: {type: nombre, minimum: 2, libelle_fr: "Deux personnes"}
    trace: releve_decisions
    teams: {equipe: equipe_du_territoire, canal: "{acronyme}", type_canal: private}
`;

/** The small network with some pieces of its text replaced; a piece that is not there is a mistake of the test. */
export function charterYaml(...edits: readonly (readonly [from: string, to: string])[]): string {
  let text = CHARTER;
  for (const [from, to] of edits) {
    if (!text.includes(from)) throw new Error(`not in the charter: ${from}`);
    text = text.replace(from, () => to);
  }
  return text;
}

export interface Judged { readonly charter: Charter | null; readonly faults: readonly CharterFault[] }

/** What becomes of a charter's text on its way in: read, then checked. */
export function judged(text: string): Judged {
  const { tree, faults } = parseYaml(text);
  if (tree === null) return { charter: null, faults };
  const judgement = judgeCharter(tree);
  return { charter: faults.length > 0 ? null : judgement.charter, faults: [...faults, ...judgement.faults] };
}

const sound = (text: string): Charter => {
  const { charter, faults } = judged(text);
  if (charter === null) throw new Error(`the charter has faults: ${JSON.stringify(faults)}`);
  return charter;
};

/** The small network as facts. */
export const aCharter = (over: Partial<Charter> = {}): Charter => ({ ...sound(CHARTER), ...over });

let network: Charter | undefined;
/** The whole RQT, as the product ships it. */
export const theNetwork = (): Charter => (network ??= sound(readFileSync(new URL('../../charters/rqt.yaml', import.meta.url), 'utf8')));

export const aSeat = (over: Partial<Seat> = {}): Seat => ({
  id: seatId('nat:membre'), role: 'membre', holder: personId('per-cct'), votes: true, alternateOf: null, represents: null, group: null, axis: null, from: null, until: null, alsoSecretary: false, ...over,
});

export const aCommittee = (over: Partial<Committee> = {}): Committee => ({
  id: committeeId('nat-2'),
  acronym: 'NAT-2',
  name: { fr: 'Deuxième comité national' },
  level: 'national',
  nature: 'operationnelle',
  mandate: { fr: 'Coordonne aussi.' },
  parent: committeeId('dir'),
  advises: [],
  reportsTo: [],
  territory: null,
  institution: null,
  organisations: [],
  represents: [],
  zone: 'America/Toronto',
  cadence: { label: { fr: 'Au besoin' }, start: null, rule: null, zone: 'America/Toronto', minutes: 60, adaptable: true },
  quorum: { type: 'aucun', base: null, minimum: null, majority: false, mustInclude: [], minimumByGroup: {}, label: { fr: 'Aucun' } },
  confidentiality: 'interne',
  record: 'compte_rendu',
  seats: [aSeat({ id: seatId('nat-2:presidence'), role: 'presidence', holder: personId('per-coord') })],
  workspace: { team: 'RQT - NAT-2', channel: 'Séances', kind: 'standard', otherChannels: [], typed: true },
  provenance: '',
  origin: 'charter',
  ...over,
});

/** The same charter with one committee changed. */
export const withCommittee = (charter: Charter, id: string, change: (committee: Committee) => Committee): Charter => ({ ...charter, committees: charter.committees.map((c) => (c.id === id ? change(c) : c)) });
