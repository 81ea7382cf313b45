// A network small enough for a test that starts everything: five committees of four levels in three teams, people of both languages,
// one restricted committee, one vacant seat.

export const smallNetwork = (edit: (text: string) => string = (text) => text): string => edit(TEXT);

export const PEOPLE = {
  secretary: 'secretariat@rqt.example', chair: 'coordination@rqt.example', territory: 'territoire@rqt.example', clinician: 'clinique@rqt.example', technician: 'techno@rqt.example', manager: 'gestion@rqt.example', auditor: 'verification@rqt.example', admin: 'administration@rqt.example', deputy: 'sous-ministre@rqt.example', expert: 'expert@rqt.example',
} as const;

const TEXT = `meta: {version: 1, langue_par_defaut: fr-CA, langues: [fr-CA, en-CA], fuseau_par_defaut: America/Toronto, date_de_reference: "2026-11-21", domaine_courriel: rqt.example}
organisations:
  - {id: org-rqt, acronyme: RQT, nom_fr: "Réseau québécois de la télésanté", nom_en: "Québec Telehealth Network (RQT)"}
  - {id: org-msss, acronyme: MSSS, nom_fr: "Ministère de la Santé et des Services sociaux"}
  - {id: cct-chum, acronyme: "CCT CHUM", nom_fr: "Centre de coordination de la télésanté — CHUM"}
groupes_parties_prenantes:
  - {id: gpp-ministere, nom_fr: "Ministère", nom_en: "Ministry"}
  - {id: gpp-cct, nom_fr: "Centres de coordination de la télésanté", nom_en: "Telehealth coordination centres"}
  - {id: gpp-cliniciens, nom_fr: "Cliniciennes et cliniciens", nom_en: "Clinicians"}
  - {id: gpp-usagers, nom_fr: "Usagers et proches", nom_en: "Users and families"}
territoires:
  - {id: ter-udem, nom_fr: "Territoire du CCT CHUM", nom_en: "CHUM TCC territory", cct: cct-chum, ctcot: ctcot-chum, desservis_attendus: 1}
regions: {"06": Montréal}
etablissements:
  - {id: chum, sigle: CHUM, nom_fr: "Centre hospitalier de l’Université de Montréal", type: CHU, region: "06", territoire: ter-udem, fuseau: America/Toronto}
  - {id: icm, sigle: ICM, nom_fr: "Institut de cardiologie de Montréal", nom_en: "Montreal Heart Institute", type: institut, region: "06", territoire: ter-udem, fuseau: America/Toronto}
personnes:
  - {id: per-admin, titre_fr: "Administration de Gouverne", courriel: administration@rqt.example, organisation: org-msss, langue: fr-CA, fuseau: America/Toronto}
  - {id: per-verif, titre_fr: "Vérification interne", courriel: verification@rqt.example, organisation: org-msss, langue: fr-CA, fuseau: America/Toronto}
  - {id: per-sm, titre_fr: "Sous-ministre", titre_en: "Deputy Minister", courriel: sous-ministre@rqt.example, organisation: org-msss, langue: fr-CA, fuseau: America/Toronto}
  - {id: per-coord, titre_fr: "Coordination provinciale", titre_en: "Provincial coordination", courriel: coordination@rqt.example, organisation: org-msss, langue: fr-CA, fuseau: America/Toronto}
  - {id: per-secretariat, titre_fr: "Secrétariat des instances", titre_en: "Committees secretariat", courriel: secretariat@rqt.example, organisation: org-msss, langue: fr-CA, fuseau: America/Toronto}
  - {id: per-territoire, titre_fr: "Coordination CCT CHUM", titre_en: "TCC coordination — CHUM", courriel: territoire@rqt.example, organisation: cct-chum, langue: fr-CA, fuseau: America/Toronto}
  - {id: per-expert, titre_fr: "Expert ou experte — Soins à domicile", titre_en: "Expert — Home care", courriel: expert@rqt.example, organisation: icm, langue: fr-CA, fuseau: America/Toronto}
  - {id: per-gest, titre_fr: "Gestionnaire responsable en télésanté — CHUM", courriel: gestion@rqt.example, organisation: chum, langue: fr-CA, fuseau: America/Toronto}
  - {id: per-clin, titre_fr: "Répondant ou répondante clinique — CHUM", titre_en: "Clinical respondent — CHUM", courriel: clinique@rqt.example, organisation: chum, langue: en-CA, fuseau: America/Toronto}
  - {id: per-tech, titre_fr: "Répondant ou répondante technologique — CHUM", courriel: techno@rqt.example, organisation: chum, langue: fr-CA, fuseau: America/Toronto}
roles_applicatifs:
  - {role: administration, personnes: [per-admin]}
  - {role: verification, personnes: [per-verif]}
  - {role: coordination, portee: reseau, personnes: [per-secretariat, per-coord]}
  - {role: coordination, portee: ter-udem, personnes: [per-territoire]}
instances:
  - id: cdm
    acronyme: CDM
    nom_fr: "Comité directeur ministériel"
    nom_en: "Ministerial Steering Committee"
    niveau: ministeriel_strategique
    nature: strategique
    mandat_fr: "Fixe les orientations."
    parent: null
    organisations: [org-msss]
    represente: [gpp-ministere]
    cadence: {frequence: au_besoin, libelle_fr: "Au besoin", rrule: null, duree_min: 60, adaptable: true}
    quorum: {type: aucun, libelle_fr: "Aucun"}
    confidentialite: restreinte
    trace: releve_decisions
    membres:
      - {personne: per-sm, role: presidence, votant: true, represente: org-msss}
      - {personne: per-secretariat, role: secretariat, votant: false}
    teams: {equipe: "RQT - Gouvernance ministérielle", canal: "CDM", type_canal: private}
    prov: "fictif"
  - id: cncot
    acronyme: CNCOT
    nom_fr: "Comité national de coordination des opérations en télésanté"
    nom_en: "National Telehealth Operations Coordination Committee"
    niveau: national
    nature: operationnelle
    mandat_fr: "Coordonne les opérations provinciales de télésanté."
    mandat_en: "Coordinates provincial telehealth operations."
    parent: cdm
    organisations: [org-msss, cct-chum]
    represente: [gpp-ministere, gpp-cct, gpp-usagers]
    cadence: {frequence: aux_deux_semaines, libelle_fr: "Toutes les deux semaines, le jeudi à 9 h", libelle_en: "Every two weeks, Thursday at 9:00 a.m.", dtstart: "2027-01-07T09:00", rrule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", fuseau: America/Toronto, duree_min: 90, adaptable: true}
    quorum: {type: majorite, base: membres_votants, libelle_fr: "Majorité des membres votants"}
    trace: compte_rendu
    membres:
      - {personne: per-coord, role: presidence, votant: true, represente: org-msss, groupe: gpp-ministere}
      - {personne: per-territoire, role: membre, votant: true, represente: cct-chum, groupe: gpp-cct}
      - {vacant: true, role: membre, votant: true, represente: gpp-usagers}
      - {personne: per-secretariat, role: secretariat, votant: false}
    teams: {equipe: "RQT - CNCOT", canal: "Séances", type_canal: standard, autres_canaux: ["Suivis et décisions"]}
    prov: "suppose"
  - id: cnccs
    acronyme: CNCCS
    nom_fr: "Comité national de coordination clinique stratégique"
    niveau: national
    nature: strategique
    mandat_fr: "Donne la vision clinique."
    parent: cdm
    organisations: [org-msss]
    represente: [gpp-cliniciens]
    cadence: {frequence: au_besoin, libelle_fr: "Au besoin", rrule: null, duree_min: 60, adaptable: true}
    quorum: {type: aucun, libelle_fr: "Aucun"}
    trace: compte_rendu
    membres:
      - {personne: per-coord, role: presidence, votant: true, represente: org-msss}
      - {personne: per-clin, role: membre, votant: true, represente: chum}
      - {personne: per-secretariat, role: secretariat, votant: false}
    teams: {equipe: "RQT - CNCOT", canal: "CNCCS", type_canal: standard}
    prov: "suppose"
  - id: ctcot-chum
    acronyme: "CTCOT CHUM"
    nom_fr: "Comité territorial de coordination des opérations de télésanté — CCT CHUM"
    niveau: territorial
    nature: operationnelle
    territoire: ter-udem
    mandat_fr: "Réunit les équipes de télésanté du territoire."
    parent: cncot
    organisations: [cct-chum, etablissements]
    represente: [gpp-cct, gpp-cliniciens]
    cadence: {frequence: mensuelle, libelle_fr: "Mensuelle, le 2e mardi", dtstart: "2027-01-12T13:30", rrule: "FREQ=MONTHLY;BYDAY=2TU", fuseau: America/Toronto, duree_min: 90, adaptable: true}
    quorum: {type: aucun, libelle_fr: "Aucun"}
    trace: compte_rendu
    membres:
      - {personne: per-territoire, role: presidence, votant: true, represente: cct-chum}
      - {personne: per-clin, role: membre, votant: true, represente: chum}
      - {personne: per-tech, role: membre, votant: false, substitut_de: per-clin, represente: chum}
    teams: {equipe: "RQT - Territoire CHUM", canal: "CTCOT", type_canal: standard}
    prov: "suppose"
  - id: loc-chum
    acronyme: "GLT-CHUM"
    nom_fr: "Gouvernance locale en télésanté — CHUM"
    niveau: local
    nature: operationnelle
    parent: ctcot-chum
    etablissement: chum
    mandat_fr: "Priorise et déploie la télésanté."
    represente: [gpp-cliniciens]
    fuseau: America/Toronto
    cadence: {frequence: au_besoin, libelle_fr: "Au besoin", rrule: null, duree_min: 60, adaptable: true}
    quorum: {type: nombre, minimum: 2, libelle_fr: "Deux des trois"}
    trace: releve_decisions
    membres:
      - {personne: per-gest, role: presidence, votant: true}
      - {personne: per-clin, role: membre, votant: true}
      - {personne: per-tech, role: membre, votant: true, secretariat: true}
    teams: {equipe: "RQT - Territoire CHUM", canal: "GLT-CHUM", type_canal: private}
    prov: "suppose"
nommage_teams:
  prefixe: "RQT"
  gabarit_equipe: "{prefixe} - {acronyme}"
  longueur_max_canal: 50
  caracteres_interdits: ["~", "#", "%", "&", "*", "{", "}", "+", "/", "\\\\", ":", "<", ">", "?", "|", "'", "\\"", "."]
`;
