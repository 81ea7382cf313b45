// An action as it stands in the store, with what a test does not care about.
import type { Action } from '../../src/features/actions/domain/action.ts';
import type { UnnumberedAction } from '../../src/features/actions/domain/change-action.ts';
import { NO_LINKS } from '../../src/features/actions/domain/action.ts';
import { actionId, committeeId, personId } from '../../src/shared/ids.ts';

const MADE = new Date('2027-01-11T15:00:00Z');

/** S7: of the project office, for the portfolio lead of the CUSM, due Monday 25 January 2027. */
export const storedAction = (over: Partial<Action> = {}): Action => ({
  id: actionId('A-2027-003'), committee: committeeId('bdp'), title: 'Mettre à jour la fiche de portefeuille Adoption IPAM', detail: null,
  owner: { is: 'person', person: personId('per-cct-cusm-portefeuille') }, due: '2027-01-25', state: 'todo', blocked: null, outcome: null, priority: 'medium',
  links: NO_LINKS, message: null, inCamera: false, origin: 'tab', postponements: [], createdAt: MADE, createdBy: personId('per-secretariat-msss'), closedAt: null, changedAt: MADE, version: 1, ...over,
});

/** One of the CNCOT that nobody answers for yet, before it has its number. */
export function unnumbered(over: Partial<UnnumberedAction> = {}): UnnumberedAction {
  const { id: _id, ...rest } = storedAction({ committee: committeeId('cncot'), title: 'Transmettre le calendrier', owner: null });
  return { ...rest, ...over };
}
