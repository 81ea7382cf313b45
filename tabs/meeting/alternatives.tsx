// Other times for a meeting, the best first, each with its obstacles and who is free; or a date that a person types, judged
// before anything is done. Shared by the meeting and by the generation of a year.
import { useEffect, useState } from 'react';
import { Field, Input, MessageBar, MessageBarBody, Radio, RadioGroup } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { MeetingAlternatives } from '../../src/contract/meetings.ts';
import { ErrorView } from '../layout.tsx';
import { useSession, useWords } from '../session.tsx';
import { localDayAndTime } from '../ui/format.ts';
import { GoodIcon, InfoIcon, WarnIcon } from '../ui/icons.ts';
import { Chip, Mark, Shimmer } from '../ui/parts.tsx';
import { ObstacleMark } from './marks.tsx';
import { isLocal } from './local-time.ts';
import { meetingWords } from './words.ts';

export interface Chosen { readonly start: string; readonly minutes: number; readonly said: string }
type Alternative = MeetingAlternatives['alternatives'][number];
const OTHER = 'other';

/** `fixedLength`: only the day and the hour may change. */
export function Alternatives({ id, start, minutes, fixedLength, onChoose }: { readonly id: string; readonly start: string; readonly minutes: number; readonly fixedLength?: boolean; readonly onChoose: (chosen: Chosen | null) => void }) {
  const words = useWords(meetingWords);
  const { queries, announce } = useSession();
  const query = useQuery(queries.alternatives(id, null));
  const [picked, setPicked] = useState<string | null>(null);
  const [typed, setTyped] = useState({ date: start.slice(0, 10), time: start.slice(11, 16), minutes: String(minutes) });
  const found = query.data?.alternatives;
  const count = found?.length;
  useEffect(() => { if (count === 0) announce(words.move.none); }, [count, announce, words]);

  const chooseTyped = (next: typeof typed): void => {
    setTyped(next);
    const at = `${next.date}T${next.time}`;
    const lasts = Number(next.minutes);
    onChoose(isLocal(at) && Number.isInteger(lasts) && lasts >= 5 && lasts <= 1440 && (at !== start || lasts !== minutes) ? { start: at, minutes: lasts, said: '' } : null);
  };
  const pick = (value: string): void => {
    setPicked(value);
    if (value === OTHER) { chooseTyped(typed); return; }
    const one = found?.find((alternative) => alternative.start === value);
    onChoose(one === undefined ? null : { start: one.start, minutes: one.minutes, said: words.at(one.day, one.hours) });
  };
  return (
    <div className="stack">
      {query.isPending && <div><p className="muted">{words.move.looking}</p><Shimmer label={words.move.looking} lines={[90, 75, 90]} /></div>}
      {query.isError && found === undefined && <ErrorView error={query.error} onRetry={() => { void query.refetch(); }} />}
      {query.data && query.data.calendars !== 'read' && <MessageBar intent="info" layout="multiline"><MessageBarBody>{words.move.calendars[query.data.calendars]}</MessageBarBody></MessageBar>}
      {count === 0 && <p className="muted">{words.move.none}</p>}
      <RadioGroup aria-label={words.move.alternatives} value={picked ?? ''} onChange={(_event, data) => pick(data.value)}>
        {found?.map((one) => <Radio key={one.start} value={one.start} className="alternative" label={<Described alternative={one} />} />)}
        <Radio value={OTHER} label={<span className="strong">{words.move.other}</span>} />
      </RadioGroup>
      {picked === OTHER && (
        <div className="stack" style={{ marginInlineStart: 32 }}>
          <div className="when-fields">
            <Field label={words.move.date} required><Input type="date" value={typed.date} onChange={(_event, data) => chooseTyped({ ...typed, date: data.value })} style={{ minWidth: 0 }} /></Field>
            <Field label={words.move.time} required><Input type="time" value={typed.time} onChange={(_event, data) => chooseTyped({ ...typed, time: data.value })} style={{ minWidth: 0 }} /></Field>
            {!fixedLength && <Field label={words.move.minutes} required><Input inputMode="numeric" maxLength={4} value={typed.minutes} onChange={(_event, data) => chooseTyped({ ...typed, minutes: data.value })} style={{ minWidth: 0 }} /></Field>}
          </div>
          <Judged id={id} start={`${typed.date}T${typed.time}`} />
        </div>
      )}
    </div>
  );
}

function Described({ alternative }: { readonly alternative: Alternative }) {
  const words = useWords(meetingWords);
  return (
    <span style={{ display: 'grid', gap: 2, minWidth: 0 }}>
      <span className="row" style={{ gap: 8 }}>
        <span className="strong">{words.at(alternative.day, alternative.hours)}</span>
        {alternative.strategy !== null && <Chip>{alternative.strategy}</Chip>}
        <Mark tone={alternative.free ? 'good' : 'warn'} icon={alternative.free ? GoodIcon : WarnIcon}>{alternative.free ? words.move.free : words.move.notFree}</Mark>
      </span>
      {alternative.obstacles.map((obstacle) => <ObstacleMark key={obstacle.sentence} obstacle={obstacle} />)}
      <span className="muted small">{alternative.sentence}</span>
    </span>
  );
}

/** What stands in the way of a date that somebody typed, asked of the same rule. */
function Judged({ id, start }: { readonly id: string; readonly start: string }) {
  const words = useWords(meetingWords);
  const { queries, language } = useSession();
  const date = start.slice(0, 10);
  const query = useQuery({ ...queries.alternatives(id, { from: date, until: date }), enabled: isLocal(start) });
  if (!isLocal(start)) return <p className="muted">{words.move.otherHint}</p>;
  if (query.isPending) return <output className="muted">{words.move.checking}</output>;
  const exact = query.data?.alternatives.find((one) => one.start === start);
  return (
    <output style={{ display: 'grid', gap: 4 }}>
      <span className="strong">{localDayAndTime(start, language)}</span>
      {exact?.obstacles.map((obstacle) => <ObstacleMark key={obstacle.sentence} obstacle={obstacle} />)}
      {exact === undefined ? <Mark tone="info" icon={InfoIcon}>{words.move.notJudged}</Mark> : exact.obstacles.length === 0 ? <Mark tone="good" icon={GoodIcon}>{words.move.clear}</Mark> : null}
      {exact !== undefined && <span className="muted small">{exact.sentence}</span>}
    </output>
  );
}
