// A departure in words, French and English: which seats cannot be left vacant, which rights pass on, and why something is refused.

import type { Text } from '../../shared/language.ts';
import { typeset } from '../../shared/words.ts';
import type { AppRole, Charter, Seat } from './domain/charter.ts';
import type { HandOverRefusal, Required } from './domain/hand-over.ts';
import type { NameOf } from './words-faults.ts';
import { roleName, voiceName } from './domain/names.ts';

const t = (fr: string, en: string): Text => ({ fr: typeset(fr), en });

export const requiredWords: Readonly<Record<Required, Text>> = {
  chair: t('La présidence ne peut pas rester vacante : choisissez la personne qui suit.', 'The chair cannot be left vacant: choose who follows.'),
  owner: t('Personne d’autre n’est propriétaire de l’espace de l’instance : choisissez la personne qui suit.', 'Nobody else owns the committee’s workspace: choose who follows.'),
  quorum: t('Le quorum exige cette personne : choisissez celle qui suit.', 'The quorum requires this person: choose who follows.'),
};

/** « Coordination, Territoire du CCT CHUM » */
export function appRoleName(charter: Charter, { role, scope }: Pick<AppRole, 'role' | 'scope'>): Text {
  switch (role) {
    case 'administration': return t('Administration de Gouverne', 'Administration of Gouverne');
    case 'verification': return t('Vérification', 'Audit');
    case 'rprp': return t('Protection des renseignements personnels', 'Protection of personal information');
    case 'coordination': {
      const territory = charter.territories.find(({ id }) => id === scope)?.name;
      return territory === undefined ? t('Coordination du réseau', 'Coordination of the network') : t(`Coordination, ${territory.fr}`, `Coordination, ${territory.en ?? territory.fr}`);
    }
    default: return role satisfies never;
  }
}

/** « Membre, CCT CHUM » */
export function seatName(charter: Charter, seat: Seat): Text {
  const [role, voice] = [roleName(charter, seat.role), voiceName(charter, seat)];
  return voice === null ? role : { fr: `${role.fr}, ${voice.fr}`, en: `${role.en ?? role.fr}, ${voice.en ?? voice.fr}` };
}

/** `nameOf`: the titles of people and the acronyms of committees. */
export function handOverRefusal(charter: Charter, refusal: HandOverRefusal, nameOf: NameOf): { readonly message: Text; readonly remedy: Text } {
  const name = (id: string): { readonly fr: string; readonly en: string } => { const found = nameOf(id) ?? { fr: id }; return { fr: found.fr, en: found.en ?? found.fr }; };
  const nothing = t('Rien n’a été changé.', 'Nothing was changed.');
  switch (refusal.why) {
    case 'unknown-person':
      return { message: t('Cette personne n’est pas dans la charte.', 'This person is not in the charter.'), remedy: t('Ajoutez-la d’abord aux personnes du réseau. Rien n’a été changé.', 'First add them to the network’s people. Nothing was changed.') };
    case 'nothing-to-hand-over':
      return { message: t('Cette personne n’a ni siège, ni droit, ni action ouverte.', 'This person has no seat, no right and no open action item.'), remedy: nothing };
    case 'seat-not-said': {
      const { fr, en } = name(refusal.committee);
      return { message: t(`Rien n’est dit d’un siège de cette personne (${fr}).`, `Nothing is said of a seat of this person (${en}).`), remedy: t('Relisez ses sièges, puis dites de chacun qui le prend, ou qu’il reste à pourvoir.', 'Read the seats again, then say of each who takes it, or that it is to be filled.') };
    }
    case 'not-their-seat':
      return { message: t('Un des sièges n’est pas, ou n’est plus, à cette personne.', 'One of the seats is not this person’s, or is no longer.'), remedy: t('Relisez ses sièges. Rien n’a été changé.', 'Read the seats again. Nothing was changed.') };
    case 'to-themselves':
      return { message: t('La personne qui part ne peut pas se succéder.', 'The person who leaves cannot succeed themselves.'), remedy: t('Choisissez une autre personne. Rien n’a été changé.', 'Choose somebody else. Nothing was changed.') };
    case 'cannot-hold': {
      const [who, where] = [name(refusal.person), name(refusal.committee)];
      return { message: t(`${who.fr} a déjà au ${where.fr} un siège qui ne va pas avec celui-ci : une personne, une voix.`, `${who.en} already has a seat at the ${where.en} that does not go with this one: one person, one vote.`), remedy: t('Choisissez une autre personne, ou laissez le siège à pourvoir.', 'Choose somebody else, or leave the seat to be filled.') };
    }
    case 'needs-replacement': {
      const { fr, en } = name(refusal.committee);
      const why = requiredWords[refusal.required];
      return { message: t(`${fr} : ${lower(why.fr)}`, `${en}: ${lower(why.en ?? why.fr)}`), remedy: nothing };
    }
    case 'last-in-role': {
      const role = appRoleName(charter, refusal);
      return { message: t(`Personne d’autre n’a ce droit : ${role.fr}.`, `Nobody else has this right: ${role.en ?? role.fr}.`), remedy: t('Choisissez qui le prend. Rien n’a été changé.', 'Choose who takes it. Nothing was changed.') };
    }
    case 'faults':
      return { message: t('La charte ne serait plus valide après ce départ.', 'The charter would no longer be valid after this departure.'), remedy: t('Les fautes sont nommées une à une. Rien n’a été changé.', 'The faults are named one by one. Nothing was changed.') };
    default:
      return refusal satisfies never;
  }
}

const lower = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
