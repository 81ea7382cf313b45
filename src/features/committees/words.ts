// Committees in words, French and English: levels, roles, terms, who is heard and who is not, and why something is not allowed.
// The same for a page, a card and a mail. Terms are those of the network's vocabulary (docs/glossary.md). Faults of a charter
// are in words-faults.ts, provisioning in words-provisioning.ts.

import { formatDate } from '../../shared/format.ts';
import type { Language, Text } from '../../shared/language.ts';
import { say } from '../../shared/language.ts';
import { counted, listed, plural, quoted, typeset } from '../../shared/words.ts';
import type { AmendRefusal } from './domain/amend-charter.ts';
import type { Charter, Committee, Nature, Seat } from './domain/charter.ts';
import { levelWords, seatRoleWords } from './domain/names.ts';
import type { Composition } from './domain/composition.ts';
import type { PermissionRefusal } from './domain/permissions.ts';
import type { GroupVoice } from './domain/representation.ts';
import type { TermState } from './domain/term.ts';

const t = (fr: string, en: string): Text => ({ fr: typeset(fr), en });

// ---- names

export const natureWords: Readonly<Record<Nature, Text>> = {
  strategique: t('Stratégique', 'Strategic'),
  operationnelle: t('Opérationnelle', 'Operational'),
  consultative: t('Consultative', 'Advisory'),
};

export const recordWords: Readonly<Record<Committee['record'], Text>> = {
  compte_rendu: t('Compte rendu', 'Meeting notes'),
  releve_decisions: t('Relevé de décisions', 'Record of decisions'),
};


// ---- seats and terms

/** « Du 1er juin 2025 au 31 mai 2027 », and what there is to know today. */
export function termLabel(seat: Pick<Seat, 'from' | 'until'>, state: TermState): Text {
  const date = (iso: string | null): Text => ({ fr: formatDate(iso ?? '', 'fr-CA', { weekday: false }), en: formatDate(iso ?? '', 'en-CA', { weekday: false }) });
  const from = date(seat.from);
  const until = date(seat.until);
  switch (state) {
    case 'open':
      return t('Mandat sans échéance', 'Open-ended term');
    case 'not-begun':
      return t(`Mandat à compter du ${from.fr}`, `Term from ${from.en ?? ''}`);
    case 'current':
      if (seat.until === null) return t(`Mandat depuis le ${from.fr}`, `Term since ${from.en ?? ''}`);
      return seat.from === null ? t(`Mandat jusqu’au ${until.fr}`, `Term until ${until.en ?? ''}`) : t(`Mandat du ${from.fr} au ${until.fr}`, `Term from ${from.en ?? ''} to ${until.en ?? ''}`);
    case 'ends-soon':
      return t(`Mandat jusqu’au ${until.fr} : à renouveler ou à pourvoir`, `Term until ${until.en ?? ''}: to be renewed or filled`);
    case 'ended':
      return t(`Mandat terminé le ${until.fr} : siège à pourvoir`, `Term ended on ${until.en ?? ''}: seat to be filled`);
    default:
      return state satisfies never;
  }
}

// ---- who is heard

const SEAT = { 'fr-CA': { one: 'siège', other: 'sièges' }, 'en-CA': { one: 'seat', other: 'seats' } } as const;
const seats = (n: number, language: Language): string => counted(n, language, SEAT[language]);

/** « 1 siège sur 2 est vacant », « Aucun siège ne porte la voix de ce groupe ». */
export function representationDetail(voice: GroupVoice): Text {
  const total = voice.seats.length;
  const empty = total - voice.filled;
  if (total === 0) return t('Aucun siège ne porte la voix de ce groupe', 'No seat speaks for this group');
  if (empty === 0) return { fr: `${seats(total, 'fr-CA')} ${plural(total, 'fr-CA', { one: 'pourvu', other: 'pourvus' })}`, en: `${seats(total, 'en-CA')} filled` };
  if (voice.filled === 0) {
    return total === 1 ? t('Le seul siège du groupe est vacant', 'The group’s only seat is vacant') : { fr: `Les ${seats(total, 'fr-CA')} du groupe sont vacants`, en: `All ${seats(total, 'en-CA')} of the group are vacant` };
  }
  return { fr: `${seats(empty, 'fr-CA')} sur ${total} ${plural(empty, 'fr-CA', { one: 'est vacant', other: 'sont vacants' })}`, en: `${empty} of ${seats(total, 'en-CA')} ${plural(empty, 'en-CA', { one: 'is vacant', other: 'are vacant' })}` };
}

/** The health of a committee's membership in one line, for a list: « 11 sièges, 1 vacant, 1 groupe à mieux représenter ». */
export function compositionSummary(counts: Composition['counts']): Text {
  const line = (language: Language): string => {
    const empty = counts.vacant + counts.ended;
    const fr = language === 'fr-CA';
    return [
      seats(counts.total, language),
      ...(empty === 0 ? [] : [`${empty} ${fr ? plural(empty, language, { one: 'vacant', other: 'vacants' }) : 'vacant'}`]),
      ...(counts.endsSoon === 0 ? [] : [counted(counts.endsSoon, language, fr ? { one: 'mandat se termine bientôt', other: 'mandats se terminent bientôt' } : { one: 'term ends soon', other: 'terms end soon' })]),
      ...(counts.underRepresented === 0 ? [] : [counted(counts.underRepresented, language, fr ? { one: 'groupe à mieux représenter', other: 'groupes à mieux représenter' } : { one: 'group under-represented', other: 'groups under-represented' })]),
    ].join(', ');
  };
  return { fr: line('fr-CA'), en: line('en-CA') };
}

/** Institutions of the territory without a voting member, by their names. */
export function missingInstitutionsSentence(charter: Charter, ids: readonly string[]): Text | null {
  if (ids.length === 0) return null;
  const names = (language: Language): string => listed(ids.map((id) => say(charter.institutions.find((i) => i.id === id)?.name ?? { fr: id }, language)), language);
  return { fr: typeset(`${plural(ids.length, 'fr-CA', { one: 'Établissement du territoire sans membre votant', other: 'Établissements du territoire sans membre votant' })} : ${names('fr-CA')}`), en: `${plural(ids.length, 'en-CA', { one: 'Institution of the territory without a voting member', other: 'Institutions of the territory without a voting member' })}: ${names('en-CA')}` };
}

// ---- names that were cleaned

/** What the naming rules replaced, for the line of a plan or beside a form's field; null when nothing was. */
export function cleanedNote(before: string, after: string, replaced: readonly string[]): Text | null {
  if (replaced.length === 0) return null;
  const pieces = (language: Language): string => listed(replaced.map((piece) => quoted(piece === ' ' || piece === '' ? (language === 'fr-CA' ? 'espace' : 'space') : piece, language)), language);
  return t(`Nom nettoyé pour Teams : ${quoted(before, 'fr-CA')} devient ${quoted(after, 'fr-CA')} (remplacé ou retiré : ${pieces('fr-CA')}).`, `Name cleaned for Teams: ${quoted(before, 'en-CA')} becomes ${quoted(after, 'en-CA')} (replaced or removed: ${pieces('en-CA')}).`);
}

// ---- why not

/** `nameOf` gives a committee's or territory's name; an id that it does not know is shown as it is. */
export function permissionRefusal(refusal: PermissionRefusal, nameOf: (id: string) => Text | null = () => null): Text {
  const names = (ids: readonly string[], language: Language): string => listed(ids.map((id) => say(nameOf(id) ?? { fr: id }, language)), language);
  switch (refusal.why) {
    case 'unknown-person':
      return t('Votre compte ne correspond à aucune personne de la charte. Demandez à la coordination de vous y ajouter.', 'Your account matches no person of the charter. Ask the coordination to add you.');
    case 'unknown-committee':
      return t('Cette instance n’existe pas dans la charte en vigueur.', 'This committee does not exist in the charter in force.');
    case 'coordination-only':
      return t('Ce geste est réservé à la coordination du réseau ou du territoire.', 'This is reserved for the coordination of the network or of the territory.');
    case 'network-coordination-only':
      return t('Appliquer la charte à tout le réseau est réservé à la coordination du réseau. Choisissez les instances de votre territoire.', 'Applying the charter to the whole network is reserved for the network’s coordination. Choose the committees of your territory.');
    case 'other-territory':
      return refusal.committees.length === 0
        ? t(`Votre coordination porte sur ${names(refusal.territories, 'fr-CA')} seulement.`, `Your coordination covers ${names(refusal.territories, 'en-CA')} only.`)
        : t(`Votre coordination porte sur ${names(refusal.territories, 'fr-CA')}, et non sur ${names(refusal.committees, 'fr-CA')}.`, `Your coordination covers ${names(refusal.territories, 'en-CA')}, not ${names(refusal.committees, 'en-CA')}.`);
    case 'level-of-the-network':
      return t(`Une instance de palier ${quoted(levelWords[refusal.level].fr, 'fr-CA')} est créée par la coordination du réseau.`, `A committee of level ${quoted(levelWords[refusal.level].en ?? '', 'en-CA')} is created by the network’s coordination.`);
    case 'hand-over-of-the-network':
      return t('Cette personne a des sièges ou des droits au-delà de votre territoire : son départ est l’affaire de la coordination du réseau.', 'This person has seats or rights beyond your territory: their departure is for the network’s coordination.');
    case 'administration-only':
      return t('Ce geste est réservé à l’administration de Gouverne.', 'This is reserved for the administration of Gouverne.');
    case 'restricted':
      return t('Cette instance est à diffusion restreinte : l’accès est réservé à ses membres, à la coordination du réseau et à la vérification.', 'This committee is restricted: only its members, the network’s coordination and audit may see it.');
    case 'no-seat':
      return t('Vous n’avez pas de siège dans cette instance.', 'You have no seat in this committee.');
    case 'no-say':
      return t(`Votre rôle (${seatRoleWords[refusal.role].fr.toLowerCase()}) ne permet pas ce geste. Demandez à la présidence ou au secrétariat.`, `Your role (${(seatRoleWords[refusal.role].en ?? '').toLowerCase()}) does not allow this. Ask the chair or the secretariat.`);
    case 'term-over':
      return refusal.until === null
        ? t('Votre mandat dans cette instance n’est pas en cours.', 'Your term in this committee is not current.')
        : t(`Votre mandat dans cette instance n’est pas en cours (fin : ${formatDate(refusal.until, 'fr-CA', { weekday: false })}).`, `Your term in this committee is not current (end: ${formatDate(refusal.until, 'en-CA', { weekday: false })}).`);
    case 'journal-of-others':
      return t('Le journal d’une instance est lu par sa présidence, son secrétariat, la coordination et la vérification.', 'A committee’s journal is read by its chair, its secretariat, the coordination and audit.');
    default:
      return refusal satisfies never;
  }
}

export function amendRefusal(refusal: AmendRefusal, nameOf: (id: string) => Text | null = () => null): Text {
  const names = (ids: readonly string[], language: Language): string => listed(ids.map((id) => say(nameOf(id) ?? { fr: id }, language)), language);
  switch (refusal.why) {
    case 'unknown-committee':
      return t('Cette instance n’existe pas dans la charte en vigueur.', 'This committee does not exist in the charter in force.');
    case 'unknown-person':
      return t('Cette personne n’est pas dans la charte. Ajoutez-la d’abord aux personnes du réseau.', 'This person is not in the charter. First add them to the network’s people.');
    case 'has-children':
      return t(`Des instances relèvent de celle-ci : ${names(refusal.committees, 'fr-CA')}. Rattachez-les d’abord à une autre.`, `Committees answer to this one: ${names(refusal.committees, 'en-CA')}. First attach them to another.`);
    case 'referred-to':
      return t(`La charte renvoie encore à cette instance : ${names(refusal.by, 'fr-CA')}. Retirez d’abord ces renvois.`, `The charter still refers to this committee: ${names(refusal.by, 'en-CA')}. First remove these references.`);
    case 'already-there':
      return t('Cette personne fait déjà partie de l’instance.', 'This person already belongs to the committee.');
    case 'not-there':
      return t('Cette personne n’a pas de siège en cours dans l’instance.', 'This person has no current seat in the committee.');
    case 'chair-needs-replacement':
      return t('La présidence ne peut pas être retirée sans remplacement. Nommez d’abord la personne qui suit.', 'The chair cannot be withdrawn without a replacement. First appoint the person who follows.');
    case 'faults':
      return t('La charte ne serait plus valide après ce changement.', 'The charter would no longer be valid after this change.');
    default:
      return refusal satisfies never;
  }
}
