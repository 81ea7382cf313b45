// The reader's own answer: shown at once, sent behind, given back as it was if the server refuses.
import { useState } from 'react';
import { Button, Radio, RadioGroup } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import type { MeetingAnswer } from '../../src/contract/meetings.ts';
import { showsMeetings } from '../api/queries.ts';
import { useNotify } from '../notify.tsx';
import { useSession, useShellWords, useWords } from '../session.tsx';
import { MayButton } from '../layout.tsx';
import { AbsentIcon, AlternateIcon, GoodIcon } from '../ui/icons.ts';
import { Card } from '../ui/parts.tsx';
import { useMeeting } from './acting.ts';
import { Refusal } from './dialog.tsx';
import { AnswerMark } from './marks.tsx';
import { myPlace, withAnswer } from './view-model.ts';
import { meetingWords } from './words.ts';

const CHOICES = [['present', GoodIcon], ['alternate', AlternateIcon], ['absent', AbsentIcon]] as const;

export function MyAnswer() {
  const words = useWords(meetingWords);
  const shell = useShellWords();
  const { me, acts, queries } = useSession();
  const { meeting } = useMeeting();
  const cache = useQueryClient();
  const notify = useNotify();
  const [failure, setFailure] = useState<unknown>(null);
  const [asking, setAsking] = useState(false);
  const mine = myPlace(meeting, me.person.id);
  const alternates = mine?.alternates ?? [];
  const { queryKey } = queries.meeting(meeting.id);

  const send = async (answer: MeetingAnswer, alternate: string | null, before: { readonly answer: MeetingAnswer; readonly alternate: string | null } | null): Promise<void> => {
    setFailure(null); setAsking(false);
    await cache.cancelQueries({ queryKey });
    const seen = cache.getQueryData(queryKey);
    if (seen !== undefined) cache.setQueryData(queryKey, withAnswer(seen, me.person.id, true, answer, alternate));
    try {
      cache.setQueryData(queryKey, await acts.answer(meeting.id, { answer, alternate, person: null }));
      // An answer can be replaced, not taken back: the first one has nothing to go back to.
      notify({ tone: 'success', title: words.answered[answer], ...(before !== null && { act: { name: shell.undo, run: () => { void send(before.answer, before.alternate, null); } } }) });
      void cache.invalidateQueries({ predicate: showsMeetings });
    } catch (error) {
      if (seen !== undefined) cache.setQueryData(queryKey, seen);
      setFailure(error);
      notify({ tone: 'error', title: words.answerLost });
      void cache.invalidateQueries({ queryKey });
    }
  };
  const answer = (next: MeetingAnswer, alternate: string | null = null): void => {
    if (meeting.answer === next && (next !== 'alternate' || mine?.alternate?.id === alternate)) return;
    void send(next, alternate, meeting.answer === null ? null : { answer: meeting.answer, alternate: mine?.alternate?.id ?? null });
  };
  const onAlternate = (): void => {
    const [only] = alternates;
    if (alternates.length === 1 && only !== undefined) answer('alternate', only.person.id); else setAsking(true);
  };
  const mayBe = (choice: MeetingAnswer) => (!meeting.may.answer.ok ? meeting.may.answer : choice === 'alternate' && alternates.length === 0 ? { ok: false, why: words.noAlternate } : { ok: true });
  return (
    <Card title={words.myAnswer} note={words.myAnswerHint} actions={<AnswerMark answer={meeting.answer} />}>
      <fieldset className="row bare" aria-label={words.myAnswer}>
        {CHOICES.map(([choice, Picture]) => (
          <MayButton key={choice} may={mayBe(choice)} appearance={meeting.answer === choice ? 'primary' : 'secondary'} pressed={meeting.answer === choice} icon={<Picture />} onAct={() => { if (choice === 'alternate') onAlternate(); else { setAsking(false); answer(choice); } }}>
            {choice === 'alternate' && alternates.length === 1 ? words.sayWho(alternates[0]?.person.title ?? '') : words.say[choice]}
          </MayButton>
        ))}
      </fieldset>
      {asking && (
        <div style={{ marginTop: 12 }}>
          <RadioGroup aria-label={words.whichAlternate} value="" onChange={(_event, data) => answer('alternate', data.value)}>
            {alternates.map(({ person, free }) => <Radio key={person.id} value={person.id} label={`${person.title} — ${free === null ? words.unknownFree : free ? words.free : words.busy}`} />)}
          </RadioGroup>
          <Button size="small" appearance="subtle" onClick={() => setAsking(false)}>{shell.close}</Button>
        </div>
      )}
      {meeting.answer === 'alternate' && mine?.alternate && <p className="muted" style={{ marginTop: 8 }}>{words.sayWho(mine.alternate.title)}</p>}
      {!meeting.may.answer.ok && <p className="muted small" style={{ marginTop: 8 }}>{meeting.may.answer.why}</p>}
      {failure !== null && <div style={{ marginTop: 12 }}><Refusal error={failure} /></div>}
    </Card>
  );
}
