// The standing, the execution and the reach of a decision: each a word, an icon and a colour.
import type { DecisionRow, DecisionStanding, ReachState } from '../../src/contract/decisions.ts';
import { useWords } from '../session.tsx';
import { ArchiveIcon, BadIcon, CannotIcon, GoodIcon, InfoIcon, InstitutionIcon, LaterIcon, RestrictedIcon, TodoIcon, UnknownIcon, WarnIcon, WorkingIcon } from '../ui/icons.ts';
import { Chip, Mark, type IconType, type Tone } from '../ui/parts.tsx';
import { decisionWords, executionSentence } from './words.ts';

const STANDINGS: Readonly<Record<DecisionStanding, readonly [Tone, IconType]>> = { 'in-force': ['good', GoodIcon], 'to-review': ['warn', WarnIcon], superseded: ['calm', ArchiveIcon] };
export function StandingMark({ standing }: { readonly standing: DecisionStanding }) {
  const [tone, icon] = STANDINGS[standing];
  return <Mark tone={tone} icon={icon}>{useWords(decisionWords).standings[standing]}</Mark>;
}

export function ExecutionMark({ execution }: { readonly execution: DecisionRow['execution'] }) {
  const words = useWords(decisionWords);
  const { open, late, done } = execution;
  const [tone, icon]: readonly [Tone, IconType] = late > 0 ? ['bad', BadIcon] : open > 0 ? ['info', WorkingIcon] : done > 0 ? ['good', GoodIcon] : ['calm', TodoIcon];
  return <Mark tone={tone} icon={icon}>{executionSentence(execution, words)}</Mark>;
}

export function ReachMark({ reach }: { readonly reach: NonNullable<DecisionRow['reach']> }) {
  const words = useWords(decisionWords);
  return reach.left === 0 ? <Mark tone="good" icon={GoodIcon}>{words.everywhere(reach.asked)}</Mark> : <Mark tone="info" icon={InstitutionIcon}>{words.applied(reach.applied, reach.asked)}</Mark>;
}

const REACHED: Readonly<Record<ReachState, readonly [Tone, IconType]>> = { asked: ['calm', UnknownIcon], received: ['info', InfoIcon], planned: ['info', LaterIcon], applied: ['good', GoodIcon], 'not-applicable': ['calm', CannotIcon] };
export function ReachStateMark({ state }: { readonly state: ReachState }) {
  const [tone, icon] = REACHED[state];
  return <Mark tone={tone} icon={icon}>{useWords(decisionWords).reachStates[state]}</Mark>;
}

export function DecisionInCamera() {
  return <Chip icon={RestrictedIcon}>{useWords(decisionWords).inCamera}</Chip>;
}
