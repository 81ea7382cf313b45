// The faults of a charter, or of the form that creates a committee, as sentences: what is wrong, and what to do about it.

import type { Language, Text } from '../../shared/language.ts';
import { say } from '../../shared/language.ts';
import { listed, quoted, typeset } from '../../shared/words.ts';
import type { CharterFaultWhy, NameProblem, RuleProblem, Shape } from './domain/fault.ts';

export interface FaultWords { readonly message: Text; readonly remedy: Text }

/** `nameOf` gives the title of a person or the acronym of a committee, where the reader did not type ids. */
export type NameOf = (id: string) => Text | null;

const t = (fr: string, en: string): Text => ({ fr: typeset(fr), en });
const words = (message: Text, remedy: Text): FaultWords => ({ message, remedy });

/** « Vouliez-vous dire : « parent »? », or what to do when nothing is near. */
const didYouMean = (near: string | null, otherwise: Text): Text => (near === null ? otherwise : t(`Vouliez-vous dire : « ${near} »?`, `Did you mean “${near}”?`));

const already = (line: number | null): Text => (line === null ? { fr: '', en: '' } : t(` (déjà à la ligne ${line})`, ` (already on line ${line})`));

export function faultWords(why: CharterFaultWhy, nameOf: NameOf = () => null): FaultWords {
  const one = (id: string): readonly [fr: string, en: string] => [quoted(say(nameOf(id) ?? { fr: id }, 'fr-CA'), 'fr-CA'), quoted(say(nameOf(id) ?? { fr: id }, 'en-CA'), 'en-CA')];
  const all = (ids: readonly string[]): readonly [fr: string, en: string] => [listed(ids.map((id) => one(id)[0]), 'fr-CA'), listed(ids.map((id) => one(id)[1]), 'en-CA')];
  const choice = (values: readonly string[], language: Language): string => listed(values.map((value) => quoted(value, language)), language, 'or');

  switch (why.is) {
    // -- the writing of the file
    case 'not-yaml':
      return words(yamlProblem(why.code), t(`Corrigez l’écriture YAML à cet endroit; le reste de la charte sera vérifié ensuite. (Code : ${why.code})`, `Correct the YAML at this place; the rest of the charter is checked afterwards. (Code: ${why.code})`));
    case 'duplicate-key':
      return words(
        t(`La clé « ${why.key} » est donnée deux fois${already(why.firstLine).fr}.`, `The key “${why.key}” is given twice${already(why.firstLine).en ?? ''}.`),
        t('Gardez une seule des deux.', 'Keep only one of them.'),
      );
    case 'missing': {
      const label = fieldLabel(why.field);
      return words(t(`Il manque : ${quoted(label.fr, 'fr-CA')}.`, `Missing: ${quoted(label.en ?? label.fr, 'en-CA')}.`), t('Remplissez ce champ.', 'Fill in this field.'));
    }
    case 'wrong-shape':
      return why.field === ''
        ? words(t('Ce fichier n’est pas une charte : il devrait commencer par des sections comme « personnes » et « instances ».', 'This file is not a charter: it should begin with sections such as “personnes” and “instances”.'), t('Choisissez le fichier de la charte, par exemple charters/rqt.yaml.', 'Choose the charter’s file, for instance charters/rqt.yaml.'))
        : words(t(`« ${why.field} » doit être ${shapeWords[why.expected].fr}.`, `“${why.field}” must be ${shapeWords[why.expected].en ?? ''}.`), shapeExamples[why.expected]);
    case 'unknown-key':
      return words(t(`La clé « ${why.key} » n’existe pas ici.`, `There is no key “${why.key}” here.`), didYouMean(why.nearest, t('Retirez-la, ou voyez les clés du format dans charters/rqt.yaml.', 'Remove it, or see the keys of the format in charters/rqt.yaml.')));
    case 'wrong-value':
      return words(t(`${quoted(why.value, 'fr-CA')} n’est pas une valeur de « ${fieldLabel(why.field).fr} ».`, `${quoted(why.value, 'en-CA')} is not a value of “${fieldLabel(why.field).en ?? why.field}”.`), t(`Écrivez ${choice(why.expected, 'fr-CA')}.`, `Write ${choice(why.expected, 'en-CA')}.`));
    case 'out-of-range':
      return words(t(`${quoted(fieldLabel(why.field).fr, 'fr-CA')} vaut ${why.value}; la valeur va de ${why.least} à ${why.most}.`, `${quoted(fieldLabel(why.field).en ?? '', 'en-CA')} is ${why.value}; it goes from ${why.least} to ${why.most}.`), t(`Donnez un nombre de ${why.least} à ${why.most}.`, `Give a number from ${why.least} to ${why.most}.`));
    case 'wrong-id':
      return words(t(`« ${why.value} » ne peut pas servir d’identifiant : lettres minuscules sans accent, chiffres, « - » et « _ » seulement.`, `“${why.value}” cannot be an id: only lower-case letters without accents, digits, “-” and “_”.`), t(`Écrivez par exemple « ${why.proposal} ».`, `Write for instance “${why.proposal}”.`));
    case 'duplicate-id':
      return words(t(`L’identifiant « ${why.id} » est donné deux fois${already(why.firstLine).fr}.`, `The id “${why.id}” is given twice${already(why.firstLine).en ?? ''}.`), t('Donnez un autre identifiant à l’un des deux.', 'Give one of the two another id.'));

    // -- people and places
    case 'duplicate-email':
      return words(t(`L’adresse ${why.email} est celle de plusieurs personnes : ${all(why.persons)[0]}.`, `The address ${why.email} belongs to several persons: ${all(why.persons)[1]}.`), t('Chaque personne a son propre compte Microsoft 365 : donnez à chacune son adresse.', 'Each person has a Microsoft 365 account of their own: give each one their address.'));
    case 'wrong-email':
      return words(t(`« ${why.value} » n’est pas une adresse de courriel.`, `“${why.value}” is not an e-mail address.`), t('Écrivez l’adresse professionnelle complète, par exemple prenom.nom@rqt.example.', 'Write the whole work address, for instance first.last@rqt.example.'));
    case 'unknown-reference':
      return words(t(`${one(why.id)[0]} (${quoted(fieldLabel(why.field).fr, 'fr-CA')}) n’est défini nulle part dans la charte.`, `${one(why.id)[1]} (${quoted(fieldLabel(why.field).en ?? '', 'en-CA')}) is defined nowhere in the charter.`), didYouMean(why.nearest, t('Ajoutez-le à la charte, ou corrigez ce renvoi.', 'Add it to the charter, or correct this reference.')));
    case 'wrong-zone':
      return words(t(`Le fuseau horaire « ${why.value} » n’existe pas.`, `The time zone “${why.value}” does not exist.`), didYouMean(why.nearest, t('Au Québec : America/Toronto, America/Halifax (Îles-de-la-Madeleine) ou America/Blanc-Sablon.', 'In Québec: America/Toronto, America/Halifax (Îles-de-la-Madeleine) or America/Blanc-Sablon.')));

    // -- committees among themselves
    case 'duplicate-acronym':
      return words(t(`L’acronyme « ${why.acronym} » est celui de plusieurs instances : ${all(why.committees)[0]}.`, `The acronym “${why.acronym}” belongs to several committees: ${all(why.committees)[1]}.`), t('Donnez à chaque instance son acronyme : il sert à nommer son équipe ou son canal.', 'Give each committee its own acronym: its team or channel is named after it.'));
    case 'unknown-parent':
      return words(t(`${one(why.committee)[0]} relève de ${one(why.parent)[0]}, qui n’est pas une instance de la charte.`, `${one(why.committee)[1]} answers to ${one(why.parent)[1]}, which is not a committee of the charter.`), didYouMean(why.nearest, t('Choisissez une instance de palier supérieur qui existe.', 'Choose a parent committee that exists.')));
    case 'loop':
      return why.committees.length === 1
        ? words(t(`${one(why.committees[0] ?? '')[0]} relève d’elle-même.`, `${one(why.committees[0] ?? '')[1]} answers to itself.`), t('Choisissez une autre instance de palier supérieur.', 'Choose another parent committee.'))
        : words(t(`Ces instances relèvent l’une de l’autre en boucle : ${[...why.committees, why.committees[0] ?? ''].map((id) => one(id)[0]).join(' → ')}.`, `These committees answer to one another in a loop: ${[...why.committees, why.committees[0] ?? ''].map((id) => one(id)[1]).join(' → ')}.`), t('Rattachez l’une d’elles à une instance hors de la boucle, ou à aucune.', 'Attach one of them to a committee outside the loop, or to none.'));

    // -- seats
    case 'no-chair':
      return words(t(`L’instance ${one(why.committee)[0]} n’a personne à la présidence.`, `The committee ${one(why.committee)[1]} has nobody as chair.`), t('Nommez une personne à la présidence : elle répond de l’instance et de son espace Teams.', 'Appoint a chair, who answers for the committee and its Teams workspace.'));
    case 'two-chairs':
      return words(t(`Plusieurs personnes sont à la présidence de ${one(why.committee)[0]} en même temps : ${all(why.persons)[0]}.`, `Several persons chair ${one(why.committee)[1]} at the same time: ${all(why.persons)[1]}.`), t('Gardez-en une, passez l’autre à la coprésidence, ou donnez des mandats qui se suivent.', 'Keep one, make the other co-chair, or give terms that follow one another.'));
    case 'seat-with-two-holders':
      return words(t(`Le siège ${one(why.seat)[0]} de ${one(why.committee)[0]} a plusieurs titulaires en même temps : ${all(why.persons)[0]}.`, `The seat ${one(why.seat)[1]} of ${one(why.committee)[1]} has several holders at the same time: ${all(why.persons)[1]}.`), t('Gardez un titulaire, faites de l’autre son substitut, ou donnez des mandats qui se suivent.', 'Keep one holder, make the other an alternate, or give terms that follow one another.'));
    case 'same-person-twice':
      return words(t(`${one(why.person)[0]} figure deux fois dans ${one(why.committee)[0]} : une personne n’a qu’une voix.`, `${one(why.person)[1]} appears twice in ${one(why.committee)[1]}: one person has one vote.`), t('Retirez l’une des deux lignes, ou nommez quelqu’un d’autre.', 'Remove one of the two lines, or appoint somebody else.'));
    case 'alternate-of-nobody':
      return words(
        why.person === ''
          ? t(`Ce siège de substitut remplace ${one(why.of)[0]}, qui n’a pas de siège votant dans ${one(why.committee)[0]}.`, `This alternate’s seat stands in for ${one(why.of)[1]}, who has no voting seat in ${one(why.committee)[1]}.`)
          : t(`${one(why.person)[0]} remplace ${one(why.of)[0]}, qui n’a pas de siège votant dans ${one(why.committee)[0]}.`, `${one(why.person)[1]} stands in for ${one(why.of)[1]}, who has no voting seat in ${one(why.committee)[1]}.`),
        didYouMean(why.nearest, t('Indiquez une personne qui a un siège votant dans cette instance.', 'Name a person who has a voting seat in this committee.')),
      );
    case 'quorum-out-of-reach':
      return words(t(`Le quorum demande ${why.minimum}, mais il n’y a que ${why.seats} à compter : il ne serait jamais atteint.`, `The quorum asks for ${why.minimum}, but there are only ${why.seats} to count: it would never be met.`), t('Baissez le quorum, ou ajoutez des sièges votants.', 'Lower the quorum, or add voting seats.'));

    // -- dates and cadence
    case 'wrong-date':
      return words(t(`${quoted(why.value, 'fr-CA')} n’est pas une date qui existe (${quoted(fieldLabel(why.field).fr, 'fr-CA')}).`, `${quoted(why.value, 'en-CA')} is not a date that exists (${quoted(fieldLabel(why.field).en ?? '', 'en-CA')}).`), dateExample(why.field));
    case 'term-ends-before-it-starts':
      return words(t(`La fin (${why.until}) vient avant le début (${why.from}).`, `The end (${why.until}) comes before the beginning (${why.from}).`), t('Corrigez l’une des deux dates.', 'Correct one of the two dates.'));
    case 'wrong-rule':
      return words(ruleProblem(why.because, why.part), t('Exemple : FREQ=MONTHLY;BYDAY=2TU, soit le deuxième mardi de chaque mois. Sans règle, l’instance siège au besoin.', 'Example: FREQ=MONTHLY;BYDAY=2TU, the second Tuesday of each month. Without a rule, the committee meets as needed.'));

    // -- names and texts
    case 'name-refused':
      return words(t(`Teams refuse le nom ${quoted(why.name, 'fr-CA')} : ${nameProblem(why.because).fr}.`, `Teams refuses the name ${quoted(why.name, 'en-CA')}: ${nameProblem(why.because).en ?? ''}.`), t(`Utilisez ${quoted(why.proposal, 'fr-CA')}.`, `Use ${quoted(why.proposal, 'en-CA')}.`));
    case 'same-channel-twice':
      return why.committees.length < 2
        ? words(t(`Le canal ${quoted(why.channel, 'fr-CA')} figure deux fois dans l’équipe ${quoted(why.team, 'fr-CA')}.`, `The channel ${quoted(why.channel, 'en-CA')} appears twice in the team ${quoted(why.team, 'en-CA')}.`), t('Donnez un autre nom à l’un des deux.', 'Give one of the two another name.'))
        : words(t(`${all(why.committees)[0]} auraient le même canal ${quoted(why.channel, 'fr-CA')} dans l’équipe ${quoted(why.team, 'fr-CA')}.`, `${all(why.committees)[1]} would have the same channel ${quoted(why.channel, 'en-CA')} in the team ${quoted(why.team, 'en-CA')}.`), t('Donnez un canal à chaque instance : dans une équipe, Teams ne distingue pas les majuscules.', 'Give each committee its own channel: within a team, Teams does not tell capitals apart.'));
    case 'team-names-too-close':
      return words(t(`L’équipe ${quoted(why.team, 'fr-CA')} s’écrit presque comme ${quoted(why.other, 'fr-CA')}.`, `The team ${quoted(why.team, 'en-CA')} is written almost like ${quoted(why.other, 'en-CA')}.`), t('Écrivez le même nom s’il s’agit de la même équipe; sinon, choisissez un nom plus différent.', 'Write the same name if it is the same team; otherwise choose a name that differs more.'));
    case 'too-long':
      return words(t(`${quoted(fieldLabel(why.field).fr, 'fr-CA')} compte ${why.length} caractères; le maximum est ${why.most}.`, `${quoted(fieldLabel(why.field).en ?? '', 'en-CA')} has ${why.length} characters; the maximum is ${why.most}.`), t('Raccourcissez ce texte.', 'Shorten this text.'));
    case 'health-number':
      return words(t('Ce texte semble contenir un numéro d’assurance maladie.', 'This text seems to contain a health insurance number.'), t('Retirez-le : aucun renseignement de santé ne doit être saisi ici.', 'Remove it: no health information may be entered here.'));
    default:
      return why satisfies never;
  }
}

// ---- fields

/** What the form calls its fields; a key of the file is its own name, for that is what one types. */
const FIELD_LABELS: Readonly<Record<string, Text>> = {
  nameFr: t('Nom en français', 'Name in French'),
  nameEn: t('Nom en anglais', 'Name in English'),
  acronym: t('Acronyme', 'Acronym'),
  level: t('Palier', 'Level'),
  parentId: t('Instance de palier supérieur', 'Parent committee'),
  institution: t('Établissement', 'Institution'),
  mandateFr: t('Mandat en français', 'Mandate in French'),
  mandateEn: t('Mandat en anglais', 'Mandate in English'),
  seats: t('Sièges', 'Seats'),
  team: t('Équipe', 'Team'),
  channel: t('Canal', 'Channel'),
  'cadence.label': t('Fréquence des séances', 'Meeting frequency'),
  'cadence.rule': t('Règle de récurrence', 'Recurrence rule'),
  'cadence.start': t('Première séance', 'First meeting'),
  'cadence.zone': t('Fuseau horaire', 'Time zone'),
  'cadence.minutes': t('Durée en minutes', 'Length in minutes'),
  'quorum.minimum': t('Nombre requis au quorum', 'Number required for the quorum'),
};
const SEAT_LABELS: Readonly<Record<string, Text>> = {
  personId: t('Titulaire', 'Holder'),
  role: t('Rôle', 'Role'),
  represents: t('Représente', 'Represents'),
  alternateOf: t('Substitut de', 'Alternate of'),
  from: t('Début du mandat', 'Beginning of the term'),
  until: t('Fin du mandat', 'End of the term'),
};

export function fieldLabel(field: string): Text {
  const seat = /^seats\[(\d+)\](?:\.(\w+))?$/.exec(field);
  if (seat === null) return FIELD_LABELS[field] ?? { fr: field, en: field };
  const number = Number(seat[1]) + 1;
  const part = SEAT_LABELS[seat[2] ?? ''];
  return part === undefined ? t(`Siège ${number}`, `Seat ${number}`) : t(`Siège ${number}, ${part.fr.toLowerCase()}`, `Seat ${number}, ${(part.en ?? '').toLowerCase()}`);
}

const dateExample = (field: string): Text =>
  field === 'dtstart' || field === 'cadence.start'
    ? t('Écrivez la date et l’heure de la première séance ainsi : 2027-01-07T09:00.', 'Write the date and time of the first meeting like this: 2027-01-07T09:00.')
    : t('Écrivez la date ainsi : 2027-05-31.', 'Write the date like this: 2027-05-31.');

const shapeWords: Readonly<Record<Shape, Text>> = {
  text: t('un texte', 'a text'),
  list: t('une liste', 'a list'),
  map: t('un groupe de clés', 'a group of keys'),
  number: t('un nombre', 'a number'),
  'whole-number': t('un nombre entier', 'a whole number'),
  'yes-or-no': t('« true » ou « false »', '“true” or “false”'),
};
const shapeExamples: Readonly<Record<Shape, Text>> = {
  text: t('Écrivez une seule valeur, sans crochets ni accolades.', 'Write a single value, without brackets or braces.'),
  list: t('Écrivez une liste entre crochets, par exemple [gpp-cct, gpp-usagers].', 'Write a list in brackets, for instance [gpp-cct, gpp-usagers].'),
  map: t('Écrivez des clés et leurs valeurs, par exemple {id: cncot, acronyme: CNCOT}.', 'Write keys and their values, for instance {id: cncot, acronyme: CNCOT}.'),
  number: t('Écrivez un nombre, sans guillemets.', 'Write a number, without quotation marks.'),
  'whole-number': t('Écrivez un nombre entier, sans guillemets.', 'Write a whole number, without quotation marks.'),
  'yes-or-no': t('Écrivez « true » pour oui, « false » pour non, sans guillemets.', 'Write “true” for yes, “false” for no, without quotation marks.'),
};

// ---- problems with a name, a rule, the YAML

export function nameProblem(problem: NameProblem): Text {
  switch (problem.is) {
    case 'empty':
      return t('il est vide', 'it is empty');
    case 'too-long':
      return t(`il compte ${problem.length} caractères, et le maximum est ${problem.most}`, `it has ${problem.length} characters, and the maximum is ${problem.most}`);
    case 'forbidden-characters': {
      const shown = (language: Language): string => listed(problem.characters.map((c) => quoted(c, language)), language);
      return problem.characters.length === 1 ? t(`le caractère ${shown('fr-CA')} est interdit`, `the character ${shown('en-CA')} is forbidden`) : t(`les caractères ${shown('fr-CA')} sont interdits`, `the characters ${shown('en-CA')} are forbidden`);
    }
    case 'starts-with':
      return problem.character.trim() === '' ? t('il commence par une espace', 'it begins with a space') : t(`il commence par ${quoted(problem.character, 'fr-CA')}`, `it begins with ${quoted(problem.character, 'en-CA')}`);
    case 'ends-with':
      return problem.character.trim() === '' ? t('il finit par une espace', 'it ends with a space') : t(`il finit par ${quoted(problem.character, 'fr-CA')}`, `it ends with ${quoted(problem.character, 'en-CA')}`);
    case 'reserved':
      return t(`${quoted(problem.word, 'fr-CA')} est réservé`, `${quoted(problem.word, 'en-CA')} is reserved`);
    case 'double-dot':
      return t('il contient deux points de suite', 'it contains two dots in a row');
    default:
      return problem satisfies never;
  }
}

function ruleProblem(because: RuleProblem, part: string): Text {
  const [fr, en] = [quoted(part, 'fr-CA'), quoted(part, 'en-CA')];
  switch (because) {
    case 'syntax':
      return part === '' ? t('La règle de récurrence est mal écrite.', 'The recurrence rule is badly written.') : t(`La règle de récurrence est mal écrite à ${fr}.`, `The recurrence rule is badly written at ${en}.`);
    case 'no-frequency':
      return t('La règle de récurrence ne dit pas sa fréquence (FREQ).', 'The recurrence rule does not say its frequency (FREQ).');
    case 'unknown-part':
      return t(`${fr} n’existe pas dans une règle de récurrence.`, `${en} does not exist in a recurrence rule.`);
    case 'part-twice':
      return t(`La règle de récurrence dit ${fr} deux fois.`, `The recurrence rule says ${en} twice.`);
    case 'out-of-range':
      return t(`${fr} est hors limites : ni mois, ni semaine, ni année n’a ce jour.`, `${en} is out of range: no month, week or year has that day.`);
    case 'too-fine':
      return t(`${fr} est trop fin : l’heure est celle de la première séance, et une instance ne siège pas plusieurs fois par jour.`, `${en} is too fine: the hour is that of the first meeting, and a committee does not meet several times a day.`);
    case 'does-not-go-with-frequency':
      return t(`${fr} ne va pas avec la fréquence de la règle.`, `${en} does not go with the rule’s frequency.`);
    case 'until-and-count':
      return t('La règle dit à la fois jusqu’à quand (UNTIL) et combien de fois (COUNT).', 'The rule says both until when (UNTIL) and how many times (COUNT).');
    case 'ends-before-it-starts':
      return t('La règle se termine avant la première séance.', 'The rule ends before the first meeting.');
    case 'never-fires':
      return t(`La règle ${fr} ne donne jamais de séance.`, `The rule ${en} never gives a meeting.`);
    default:
      return because satisfies never;
  }
}

/** The commonest breaks of a YAML file, by the reader's code. */
const YAML_PROBLEMS: Readonly<Record<string, Text>> = {
  BAD_ALIAS: t('Ce renvoi (*nom) ne mène à aucune ancre (&nom).', 'This alias (*name) leads to no anchor (&name).'),
  BAD_DQ_ESCAPE: t('Le caractère après la barre oblique inverse n’est pas permis entre guillemets.', 'The character after the backslash is not allowed in double quotes.'),
  BAD_INDENT: t('Le retrait n’est pas le bon, ou un crochet ou une accolade n’est pas fermé.', 'The indentation is wrong, or a bracket or brace is not closed.'),
  BAD_SCALAR_START: t('Une valeur ne peut pas commencer par ce caractère : mettez-la entre guillemets.', 'A value cannot begin with this character: put it in quotation marks.'),
  BLOCK_AS_IMPLICIT_KEY: t('Deux « clé : valeur » se suivent sur la même ligne, ou la ligne suivante est en retrait de trop.', 'Two “key: value” follow one another on the same line, or the next line is indented too far.'),
  BLOCK_IN_FLOW: t('Une liste à tirets ne va pas entre crochets ou accolades.', 'A list with dashes does not go inside brackets or braces.'),
  MISSING_CHAR: t('Il manque un caractère : un deux-points, une virgule, un guillemet ou un crochet.', 'A character is missing: a colon, a comma, a quotation mark or a bracket.'),
  MULTILINE_IMPLICIT_KEY: t('Une clé doit tenir sur une ligne.', 'A key must be on one line.'),
  MULTIPLE_DOCS: t('Le fichier contient plusieurs documents séparés par « --- ».', 'The file holds several documents separated by “---”.'),
  RESOURCE_EXHAUSTION: t('Ce fichier est trop grand ou trop imbriqué pour une charte.', 'This file is too large or too deeply nested for a charter.'),
  TAB_AS_INDENT: t('Le retrait se fait avec des espaces, pas avec des tabulations.', 'Indentation is made of spaces, not tabs.'),
  UNEXPECTED_TOKEN: t('Ce qui est écrit ici n’a pas de sens à cet endroit.', 'What is written here makes no sense at this place.'),
};
const yamlProblem = (code: string): Text => YAML_PROBLEMS[code] ?? t('Le fichier n’est pas du YAML lisible à cet endroit.', 'The file is not readable YAML at this place.');
