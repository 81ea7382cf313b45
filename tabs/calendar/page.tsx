// « Calendrier »: the meetings of the network for those who coordinate them, or of one committee, or one's own.
import { useQuery } from '@tanstack/react-query';
import { LinkButton, MayButton, Page } from '../layout.tsx';
import { calendarRoute } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { CascadeIcon, PlanMeetingIcon, YearIcon } from '../ui/icons.ts';
import { Picker } from '../ui/picker.tsx';
import { useNow } from '../ui/now.ts';
import { Calendar } from './calendar.tsx';
import { calendarWords } from './words.ts';

const ALL = '*';
const MINE = '@';

export default function CalendarPage() {
  const words = useWords(calendarWords);
  const { route, go, queries } = useSession();
  const list = useQuery(queries.committees);
  const year = useNow().getFullYear();
  const here = route.page === 'calendar' ? route : calendarRoute();
  const shownYear = here.month === null ? year : Number(here.month.slice(0, 4));
  const whose = here.mine ? MINE : (here.committee ?? ALL);
  const mayPlan = useQuery(queries.meetings(here.committee, `${shownYear}-01-01`, `${shownYear}-12-31`)).data?.mayPlan ?? { ok: false };
  const to = (over: Partial<typeof here>): void => go({ ...here, ...over }, { replace: true, keepFocus: true });
  return (
    <Page
      title={words.title}
      back={{ to: { page: 'network', open: null }, name: words.network }}
      lead={words.lead}
      wide
      actions={<>
        <LinkButton to={{ page: 'cascade', year: shownYear }} appearance="subtle" icon={<CascadeIcon />}>{words.cascade}</LinkButton>
        <MayButton may={mayPlan} icon={<PlanMeetingIcon />} onAct={() => go({ page: 'special', committee: here.committee })}>{words.special}</MayButton>
        <MayButton may={mayPlan} appearance="primary" icon={<YearIcon />} onAct={() => go({ page: 'year', committee: here.committee, year: shownYear })}>{words.year}</MayButton>
      </>}
    >
      <Calendar
        committee={here.committee}
        mine={here.mine}
        at={{ month: here.month, list: here.list }}
        onAt={to}
        scope={<div className="calendar-whose"><Picker
          label={words.of}
          value={whose}
          clearable={false}
          words={words.picker}
          choices={[{ id: ALL, name: words.all }, { id: MINE, name: words.mine }, ...(list.data?.committees ?? []).map((one) => ({ id: one.id, name: one.acronym, detail: one.name }))]}
          onChoose={(id) => { if (id !== null) to({ committee: id === ALL || id === MINE ? null : id, mine: id === MINE }); }}
        /></div>}
      />
    </Page>
  );
}
