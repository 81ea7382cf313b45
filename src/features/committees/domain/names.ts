// What levels, roles and the bodies that a seat speaks for are called: the charter's own names first, then the network's vocabulary.

import type { Text } from '../../../shared/language.ts';
import { typeset } from '../../../shared/words.ts';
import type { Charter, Level, Seat, SeatRole } from './charter.ts';

const t = (fr: string, en: string): Text => ({ fr: typeset(fr), en });

export const levelWords: Readonly<Record<Level, Text>> = {
  ministeriel_strategique: t('Ministériel stratégique', 'Ministerial (strategic)'),
  national: t('National', 'National'),
  territorial: t('Territorial', 'Territorial'),
  local: t('Local', 'Local'),
  conseil: t('Comité conseil', 'Advisory committee'),
  projet: t('Bureau de projet', 'Project office'),
};

export const seatRoleWords: Readonly<Record<SeatRole, Text>> = {
  presidence: t('Présidence', 'Chair'),
  copresidence: t('Coprésidence', 'Co-chair'),
  secretariat: t('Secrétariat', 'Secretariat'),
  membre: t('Membre', 'Member'),
  substitut: t('Substitut', 'Alternate'),
  invite_permanent: t('Personne invitée permanente', 'Standing guest'),
  invite: t('Personne invitée', 'Guest'),
  observateur: t('Personne observatrice', 'Observer'),
};

/** The charter's own names win: a network may call its levels and roles otherwise. */
export const levelName = (charter: Charter, level: Level): Text => charter.levels.find((named) => named.id === level)?.name ?? levelWords[level];
export const roleName = (charter: Charter, role: SeatRole): Text => charter.roles.find((named) => named.id === role)?.name ?? seatRoleWords[role];

/** Whom a seat speaks for: a body, a group or an axis; null for those that speak for nobody. */
export function voiceName(charter: Charter, seat: Pick<Seat, 'represents' | 'group' | 'axis'>): Text | null {
  const named = [charter.organisations, charter.institutions, charter.committees, charter.groups].flat().find((thing) => thing.id === seat.represents);
  if (named !== undefined) return named.name;
  return charter.groups.find((g) => g.id === seat.group)?.name ?? charter.axes.find((a) => a.id === seat.axis)?.name ?? null;
}

/** What a refusal speaks of: committees by acronym, territories and people by name; null for what the charter does not know. */
export function nameOf(charter: Pick<Charter, 'committees' | 'territories' | 'persons'>, id: string): Text | null {
  const committee = charter.committees.find((c) => c.id === id);
  if (committee !== undefined) return { fr: committee.acronym, en: committee.acronym };
  return charter.territories.find((t) => t.id === id)?.name ?? charter.persons.find((p) => p.id === id)?.title ?? null;
}
