// The state, the due day and the priority of an action: each a word, an icon and a colour.
import type { ActionPriority, ActionRow, ActionState } from '../../src/contract/actions.ts';
import { useLanguage, useWords } from '../session.tsx';
import { BadIcon, BlockedIcon, CannotIcon, GoodIcon, HighIcon, LaterIcon, LowIcon, RestrictedIcon, TodoIcon, UrgentIcon, WarnIcon, WorkingIcon } from '../ui/icons.ts';
import { Chip, Mark, type IconType, type Tone } from '../ui/parts.tsx';
import { dueOf, shortDue } from './due.ts';
import { actionWords } from './words.ts';

const STATES: Readonly<Record<ActionState, readonly [Tone, IconType]>> = { todo: ['calm', TodoIcon], 'in-progress': ['info', WorkingIcon], blocked: ['warn', BlockedIcon], done: ['good', GoodIcon], cancelled: ['calm', CannotIcon] };
export function ActionStateMark({ state }: { readonly state: ActionState }) {
  const [tone, icon] = STATES[state];
  return <Mark tone={tone} icon={icon}>{useWords(actionWords).states[state]}</Mark>;
}

export function DueMark({ row, today }: { readonly row: Pick<ActionRow, 'due' | 'state' | 'late' | 'lateDays'>; readonly today: string }) {
  const words = useWords(actionWords);
  const { tone, near } = dueOf(row, today, words);
  return <Mark tone={tone} icon={tone === 'bad' ? BadIcon : tone === 'warn' ? WarnIcon : LaterIcon}>{shortDue(row.due, today, useLanguage())}{near !== null && <><span className="due-dot"> · </span><span className="strong due-near">{near}</span></>}</Mark>;
}

const PRIORITIES: Readonly<Record<ActionPriority, readonly [Tone, IconType | null]>> = { urgent: ['bad', UrgentIcon], important: ['warn', HighIcon], medium: ['calm', null], low: ['calm', LowIcon] };
export function PriorityMark({ priority }: { readonly priority: ActionPriority }) {
  const words = useWords(actionWords);
  const [tone, icon] = PRIORITIES[priority];
  // The ordinary priority says nothing aloud: a column of the same icon would be noise.
  return icon === null ? <span className="muted">{words.priorities[priority]}</span> : <Mark tone={tone} icon={icon}>{words.priorities[priority]}</Mark>;
}

export function InCameraChip() {
  return <Chip icon={RestrictedIcon}>{useWords(actionWords).inCamera}</Chip>;
}
