// What Gouverne writes in Planner and what it notes of changes made there, in both languages; the plan is in that of the network.

import type { Text } from '../../shared/language.ts';
import type { ActionState } from './domain/action.ts';
import type { Reasons } from './domain/planner-action.ts';

const t = (fr: string, en: string): Text => ({ fr, en });

export const planTitle = (acronym: string): Text => t(`Actions – ${acronym}`, `Actions – ${acronym}`);

export const BUCKET_NAMES: Readonly<Record<ActionState, Text>> = {
  todo: t('À faire', 'To do'),
  'in-progress': t('En cours', 'In progress'),
  blocked: t('Bloquées', 'Blocked'),
  done: t('Terminées', 'Completed'),
  cancelled: t('Annulées', 'Cancelled'),
};

export const REASONS: Readonly<Record<keyof Reasons, Text>> = {
  postponed: t('Échéance changée dans Planner', 'Due date changed in Planner'),
  blocked: t('Bloquée dans Planner : le motif reste à préciser', 'Blocked in Planner: the reason is still to be given'),
  cancelled: t('Annulée dans Planner', 'Cancelled in Planner'),
};
