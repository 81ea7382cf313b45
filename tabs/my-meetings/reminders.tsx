// Which reminders one wants and when one wants none: kept at once, given back as they were if the server refuses.
import { Checkbox, Field, Input, Switch } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReminderPreferences } from '../../src/contract/meetings.ts';
import { zonePlace } from '../committee/view-model.ts';
import { Loaded } from '../layout.tsx';
import { useNotify } from '../notify.tsx';
import { isTime } from '../new-committee/cadence.ts';
import { useSession, useShellWords, useWords } from '../session.tsx';
import { Card } from '../ui/parts.tsx';
import { myMeetingsWords } from './words.ts';

const EVENING = { from: '20:00', until: '07:00' };

export function Reminders() {
  const words = useWords(myMeetingsWords);
  const { queries } = useSession();
  const query = useQuery(queries.reminders);
  return <Card title={words.reminders} note={words.remindersNote}><Loaded query={query}>{(preferences) => <Preferences preferences={preferences} />}</Loaded></Card>;
}

function Preferences({ preferences }: { readonly preferences: ReminderPreferences }) {
  const words = useWords(myMeetingsWords);
  const shell = useShellWords();
  const { acts, queries, language } = useSession();
  const cache = useQueryClient();
  const notify = useNotify();
  const { queryKey } = queries.reminders;
  const keep = async (next: ReminderPreferences, before: ReminderPreferences | null): Promise<void> => {
    await cache.cancelQueries({ queryKey });
    const seen = cache.getQueryData(queryKey);
    cache.setQueryData(queryKey, next);
    try {
      cache.setQueryData(queryKey, await acts.keepReminders(next));
      notify({ tone: 'success', title: words.saved, ...(before !== null && { act: { name: shell.undo, run: () => { void keep(before, null); } } }) });
    } catch {
      if (seen !== undefined) cache.setQueryData(queryKey, seen);
      notify({ tone: 'error', title: words.notSaved });
    }
  };
  const change = (over: Partial<ReminderPreferences>): void => { void keep({ ...preferences, ...over }, preferences); };
  const { quiet } = preferences;
  const hour = (which: 'from' | 'until', value: string): void => { if (quiet !== null && isTime(value) && value !== quiet[which]) change({ quiet: { ...quiet, [which]: value } }); };
  return (
    <div className="stack">
      <fieldset className="bare my-fieldset">
        <legend className="muted">{words.before}</legend>
        {preferences.offered.map((one) => (
          <Checkbox key={one.before} label={one.label} checked={preferences.before.includes(one.before)} onChange={(_event, data) => change({ before: preferences.offered.map(({ before }) => before).filter((before) => (before === one.before ? data.checked === true : preferences.before.includes(before))) })} />
        ))}
      </fieldset>
      <Field hint={words.quietHint(zonePlace(preferences.zone, language))}><Switch label={words.quiet} checked={quiet !== null} onChange={(_event, data) => change({ quiet: data.checked ? EVENING : null })} /></Field>
      {quiet !== null && (
        <div className="row">
          {(['from', 'until'] as const).map((which) => <Field key={which} label={words[which]}><Input type="time" key={quiet[which]} defaultValue={quiet[which]} onBlur={(event) => hour(which, event.target.value)} /></Field>)}
        </div>
      )}
    </div>
  );
}
