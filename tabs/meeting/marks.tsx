// The state of a meeting, what stands in its way and what somebody answered: each a word, an icon and a colour.
import type { MeetingAnswer, MeetingObstacle, MeetingSummary } from '../../src/contract/meetings.ts';
import { useWords } from '../session.tsx';
import { AbsentIcon, AlternateIcon, CancelledIcon, CollisionIcon, ConvenedIcon, GoodIcon, LaterIcon, MeetingIcon, MovedIcon, TodoIcon, UnknownIcon, WarnIcon } from '../ui/icons.ts';
import { Mark, type IconType, type Tone } from '../ui/parts.tsx';
import { shownState, type ShownState } from './view-model.ts';
import { meetingWords } from './words.ts';

const STATES: Readonly<Record<ShownState, readonly [Tone, IconType]>> = { planned: ['info', MeetingIcon], convened: ['good', ConvenedIcon], cancelled: ['calm', CancelledIcon], over: ['calm', LaterIcon] };
/** `now` is given, for a list of hundreds would otherwise keep as many clocks. */
export function StateMark({ meeting, now }: { readonly meeting: Pick<MeetingSummary, 'state' | 'endsAt'>; readonly now: Date }) {
  const words = useWords(meetingWords);
  const state = shownState(meeting, now);
  const [tone, icon] = STATES[state];
  return <Mark tone={tone} icon={icon}>{words.states[state]}</Mark>;
}

export function ObstacleMark({ obstacle, brief }: { readonly obstacle: MeetingObstacle; readonly brief?: boolean }) {
  const words = useWords(meetingWords);
  const what = words.obstacles[obstacle.is];
  // Most sentences begin with the very word.
  const named = obstacle.sentence.toLowerCase().startsWith(what.toLowerCase());
  return <Mark tone="warn" icon={obstacle.is === 'collision' ? CollisionIcon : WarnIcon}>{brief ? <><span>{what}</span><span className="visually-hidden"> {obstacle.sentence}</span></> : <>{!named && <span className="strong">{what} </span>}{obstacle.sentence}</>}</Mark>;
}

export function MovedMark() {
  return <Mark tone="info" icon={MovedIcon}>{useWords(meetingWords).moved}</Mark>;
}

export function CancelledMark() {
  return <Mark tone="calm" icon={CancelledIcon}>{useWords(meetingWords).states.cancelled}</Mark>;
}

const ANSWERS: Readonly<Record<MeetingAnswer | 'none', readonly [Tone, IconType]>> = { present: ['good', GoodIcon], alternate: ['info', AlternateIcon], absent: ['bad', AbsentIcon], tentative: ['warn', UnknownIcon], none: ['calm', TodoIcon] };
export function AnswerMark({ answer }: { readonly answer: MeetingAnswer | null }) {
  const words = useWords(meetingWords);
  const [tone, icon] = ANSWERS[answer ?? 'none'];
  return <Mark tone={tone} icon={icon}>{words.answers[answer ?? 'none']}</Mark>;
}
