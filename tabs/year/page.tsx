// A year of meetings from the committee's rule: flagged dates on top, each with its question; the effect, then the yes.
import { useState } from 'react';
import { Button, Dropdown, Field, Input, MessageBar, MessageBarBody, Option, Radio, RadioGroup, Switch } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { YearDraft, YearRequest } from '../../src/contract/meetings.ts';
import { isApiError } from '../api/problem.ts';
import { showsMeetings } from '../api/queries.ts';
import { LinkButton, Loaded, MayButton, Page, PageLink } from '../layout.tsx';
import { Alternatives } from '../meeting/alternatives.tsx';
import { ActDialog } from '../meeting/dialog.tsx';
import { ObstacleMark } from '../meeting/marks.tsx';
import { meetingWords } from '../meeting/words.ts';
import { labelOf } from '../new-committee/cadence.ts';
import { newWords } from '../new-committee/words.ts';
import { useNotify } from '../notify.tsx';
import { calendarRoute, committeeRoute } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { localDayAndTime } from '../ui/format.ts';
import { CalendarIcon, CancelledIcon, ConvenedIcon, GoodIcon, MeetingIcon, MovedIcon, PlusIcon, WarnIcon } from '../ui/icons.ts';
import { Fold } from '../ui/fold.tsx';
import { Card, Empty, GridTable, Mark, Shimmer, Stat, Stats, type IconType, type Tone } from '../ui/parts.tsx';
import { Picker } from '../ui/picker.tsx';
import { useNow } from '../ui/now.ts';
import { ADAPTED, adoptionOf, cadenceAsked, cadenceOf, keepAll, NOT_ADAPTED, outcomeOf, sortSlots, undecided, type Adapted, type Choice, type Choices, type DraftSlot, type Outcome } from './view-model.ts';
import { yearWords } from './words.ts';
import '../meeting/meeting.css';
import './year.css';

export default function YearPage() {
  const words = useWords(yearWords);
  const { route, go, queries } = useSession();
  const here = route.page === 'year' ? route : { page: 'year' as const, committee: null, year: null };
  const thisYear = useNow().getFullYear();
  const year = here.year ?? thisYear;
  const list = useQuery(queries.committees);
  const [adapted, setAdapted] = useState<Adapted>(NOT_ADAPTED);
  const cadence = cadenceAsked(adapted);
  const request: YearRequest = { committee: here.committee ?? '', year, ...(cadence !== undefined && { cadence }) };
  const draft = useQuery({ ...queries.year(request), enabled: here.committee !== null });
  const to = (over: Partial<typeof here>): void => go({ page: 'year', committee: here.committee, year, ...over }, { replace: true, keepFocus: true });
  const years = [...new Set([year, thisYear, thisYear + 1, thisYear + 2])].sort((a, b) => a - b);
  return (
    <Page title={words.title} back={{ to: calendarRoute({ committee: here.committee }), name: words.calendar }} lead={words.lead}>
      <div className="card">
        <div className="when-fields">
          <Field label={words.committee} required><Picker value={here.committee} words={words.picker} clearable={false} required choices={(list.data?.committees ?? []).map((one) => ({ id: one.id, name: one.acronym, detail: one.name }))} onChoose={(id) => { if (id !== null) to({ committee: id }); }} /></Field>
          <Field label={words.year}>
            <Dropdown value={String(year)} selectedOptions={[String(year)]} onOptionSelect={(_event, data) => to({ year: Number(data.optionValue) })} style={{ minWidth: 0 }}>{years.map((one) => <Option key={one} value={String(one)}>{String(one)}</Option>)}</Dropdown>
          </Field>
        </div>
        {here.committee !== null && <Adapt adapted={adapted} onChange={setAdapted} complete={cadenceOf(adapted) !== null} />}
      </div>
      <div style={{ marginTop: 16 }}>
        {here.committee === null
          ? <div className="card"><Empty icon={CalendarIcon} title={words.title} words={words.choose} /></div>
          : <Loaded query={draft} waiting={<Shimmer label={words.title} block lines={[75, 90, 60, 90]} />}>{(data) => <Draft key={`${data.committee.id}/${data.year}`} draft={data} request={request} />}</Loaded>}
      </div>
    </Page>
  );
}

function Adapt({ adapted, onChange, complete }: { readonly adapted: Adapted; readonly onChange: (adapted: Adapted) => void; readonly complete: boolean }) {
  const words = useWords(yearWords);
  const frequencies = useWords(newWords).frequencies;
  const { language } = useSession();
  const set = (over: Partial<Adapted>): void => onChange({ ...adapted, ...over });
  return (
    <div className="stack" style={{ marginTop: 12 }}>
      <Field hint={words.adaptHint}><Switch label={words.adapt} checked={adapted.on === true} onChange={(_event, data) => set({ on: data.checked })} /></Field>
      {adapted.on === true && (
        <>
          <div className="when-fields">
            <Field label={words.frequency}>
              <Dropdown value={frequencies[adapted.frequency]} selectedOptions={[adapted.frequency]} onOptionSelect={(_event, data) => set({ frequency: ADAPTED.find((one) => one === data.optionValue) ?? adapted.frequency })} style={{ minWidth: 0 }}>{ADAPTED.map((one) => <Option key={one} value={one}>{frequencies[one]}</Option>)}</Dropdown>
            </Field>
            <Field label={words.first} required><Input type="date" value={adapted.date} onChange={(_event, data) => set({ date: data.value })} style={{ minWidth: 0 }} /></Field>
            <Field label={words.time} required><Input type="time" value={adapted.time} onChange={(_event, data) => set({ time: data.value })} style={{ minWidth: 0 }} /></Field>
            <Field label={words.minutes} required><Input inputMode="numeric" maxLength={4} value={adapted.minutes} onChange={(_event, data) => set({ minutes: data.value })} style={{ minWidth: 0 }} /></Field>
          </div>
          <output className="muted">{complete ? words.ruleIs(labelOf(adapted.frequency, { date: adapted.date, time: adapted.time, last: false }, language)) : words.adaptIncomplete}</output>
        </>
      )}
    </div>
  );
}

function Draft({ draft, request }: { readonly draft: YearDraft; readonly request: YearRequest }) {
  const words = useWords(yearWords);
  const { acts, go, announce, queries } = useSession();
  const cache = useQueryClient();
  const notify = useNotify();
  const [choices, setChoices] = useState<Choices>(new Map());
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [changed, setChanged] = useState(false);
  const { flagged, plain, standing } = sortSlots(draft.slots);
  const left = undecided(draft.slots, choices);
  const outcome = outcomeOf(draft.slots, choices);
  const choose = (slot: DraftSlot) => (choice: Choice): void => setChoices((before) => new Map(before).set(slot.slot, choice));
  const adopt = async (): Promise<void> => {
    setBusy(true); setFailure(null); setChanged(false);
    try {
      const adopted = await acts.adoptYear(adoptionOf(request, draft.slots, choices));
      await cache.invalidateQueries({ predicate: showsMeetings });
      const said = words.adopted(adopted.planned, adopted.skipped);
      notify({ tone: 'success', title: said });
      announce(said);
      setAsked(false);
      go(calendarRoute({ committee: draft.committee.id, month: adopted.meetings[0]?.start.slice(0, 7) ?? `${draft.year}-01`, list: true }));
    } catch (error) {
      if (isApiError(error) && error.status === 409) { setChanged(true); setAsked(false); await cache.invalidateQueries({ queryKey: queries.year(request).queryKey }); } else setFailure(error);
    } finally { setBusy(false); }
  };
  return (
    <>
      {changed && <MessageBar intent="warning" layout="multiline" role="alert" style={{ marginBottom: 12 }}><MessageBarBody>{words.changed}</MessageBarBody></MessageBar>}
      <p style={{ marginBottom: 12 }}><PageLink to={committeeRoute(draft.committee.id)}>{draft.committee.acronym}</PageLink> <span className="muted">{draft.committee.name} · {draft.cadence}</span></p>
      {draft.slots.length > 0 && (
        <Stats label={words.counts}>
          <Stat value={draft.counts.total} label={words.meetings(draft.counts.total)} icon={CalendarIcon} />
          <Stat value={draft.counts.new} label={words.new(draft.counts.new)} icon={PlusIcon} tone="info" />
          <Stat value={flagged.length} label={words.flagged(flagged.length)} icon={flagged.length > 0 ? WarnIcon : GoodIcon} tone={flagged.length > 0 ? 'warn' : 'good'} />
          {standing.length > 0 && <Stat value={standing.length} label={words.kept} icon={GoodIcon} tone="good" />}
        </Stats>
      )}
      <div className="stack">
        {draft.slots.length === 0 && <div className="card"><Empty icon={CalendarIcon} title={words.asNeeded} words={draft.note ?? words.asNeededHint} act={<LinkButton to={{ page: 'special', committee: draft.committee.id }} appearance="primary">{words.special}</LinkButton>} /></div>}
        {draft.slots.length > 0 && plain.length + flagged.length === 0 && <div className="card"><Empty icon={GoodIcon} title={words.nothingNew} words={words.nothingNewHint} act={<LinkButton to={calendarRoute({ committee: draft.committee.id, month: `${draft.year}-01`, list: true })} appearance="primary">{words.seeCalendar}</LinkButton>} /></div>}
        {flagged.length > 0 && (
          <Card title={words.decide} note={words.decideNote(left)} actions={left > 0 && <Button size="small" onClick={() => setChoices(keepAll(draft.slots, choices))}>{words.keepAll}</Button>} flush>
            {flagged.map((slot) => <Flagged key={slot.slot} slot={slot} choice={choices.get(slot.slot)} onChoose={choose(slot)} />)}
          </Card>
        )}
        {plain.length > 0 && <Slots title={words.others} note={words.othersNote} slots={plain} open={flagged.length === 0} />}
        {standing.length > 0 && <Slots title={words.standing} note={words.standingNote} slots={standing} open={plain.length + flagged.length === 0} linked />}
      </div>
      {plain.length + flagged.length > 0 && (
        <div className="year-bar">
          <output className="muted">{left > 0 ? words.decideNote(left) : words.willPlan(outcome.planned)}</output>
          <MayButton appearance="primary" may={!draft.mayAdopt.ok ? draft.mayAdopt : left > 0 ? { ok: false, why: words.chooseFirst(left) } : { ok: true }} busy={busy} onAct={() => { setFailure(null); setAsked(true); }}>{words.adopt}</MayButton>
        </div>
      )}
      <ActDialog open={asked} title={words.confirm.title(outcome.planned)} go={words.confirm.go} close={words.confirm.close} busy={busy} failure={failure} onClose={() => setAsked(false)} onGo={() => { void adopt(); }}>
        <Summary outcome={outcome} />
      </ActDialog>
    </>
  );
}

function Summary({ outcome }: { readonly outcome: Outcome }) {
  const words = useWords(yearWords);
  const common = useWords(meetingWords);
  const when = (slot: DraftSlot): string => common.at(slot.day, slot.hours);
  return (
    <>
      {outcome.asIs > 0 && <p>{words.confirm.asIs(outcome.asIs)}</p>}
      <Effects title={words.confirm.moved} lines={outcome.moved.map(({ slot, said }) => words.confirm.change(when(slot), said))} />
      <Effects title={words.confirm.keptFlagged} lines={outcome.kept.map((slot) => `${when(slot)} — ${slot.obstacles.map((one) => one.sentence).join(' ')}`)} />
      <Effects title={words.confirm.skipped} lines={outcome.skipped.map(when)} />
      <p>{words.confirm.calendar}</p>
      <p className="muted">{words.confirm.later}</p>
    </>
  );
}

function Effects({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return <div><h3 className="strong">{title}</h3><ul className="meeting-changes">{lines.map((line) => <li key={line}>{line}</li>)}</ul></div>;
}

function Flagged({ slot, choice, onChoose }: { readonly slot: DraftSlot; readonly choice: Choice | undefined; readonly onChoose: (choice: Choice) => void }) {
  const words = useWords(yearWords);
  const common = useWords(meetingWords);
  const { language } = useSession();
  const when = common.at(slot.day, slot.hours);
  const pick = (value: string): void => onChoose(value === 'move' ? { do: 'move', start: null, said: '' } : { do: value === 'skip' ? 'skip' : 'keep' });
  return (
    <section className="year-slot" aria-label={when}>
      <p className="strong">{when}</p>
      <ul>{slot.obstacles.map((obstacle) => <li key={obstacle.sentence}><ObstacleMark obstacle={obstacle} /></li>)}</ul>
      <RadioGroup layout="horizontal" aria-label={words.question(slot.day)} value={choice?.do ?? ''} onChange={(_event, data) => pick(data.value)} style={{ flexWrap: 'wrap' }}>
        <Radio value="keep" label={words.keep} />
        <Radio value="move" label={words.move} />
        <Radio value="skip" label={words.skip} />
      </RadioGroup>
      {choice?.do === 'move' && (
        <div className="year-move">
          <Alternatives id={slot.id} start={slot.start} minutes={slot.minutes} fixedLength onChoose={(chosen) => onChoose({ do: 'move', start: chosen?.start ?? null, said: chosen === null ? '' : chosen.said === '' ? localDayAndTime(chosen.start, language) : chosen.said })} />
          {choice.start !== null && <output style={{ display: 'block', marginTop: 8 }}><Mark tone="info" icon={MovedIcon}><span className="strong">{words.moveTo(choice.said)}</span></Mark></output>}
        </div>
      )}
    </section>
  );
}

const STATUS: Readonly<Record<DraftSlot['status'], readonly [Tone, IconType]>> = { new: ['info', PlusIcon], planned: ['info', MeetingIcon], moved: ['info', MovedIcon], cancelled: ['calm', CancelledIcon], convened: ['good', ConvenedIcon] };

const whenOf = (slot: DraftSlot) => <When slot={slot} />;
const linkOf = (slot: DraftSlot) => <PageLink to={{ page: 'meeting', id: slot.id }} row><When slot={slot} /></PageLink>;
function When({ slot }: { readonly slot: DraftSlot }) {
  return useWords(meetingWords).at(slot.day, slot.hours);
}
const obstaclesOf = (slot: DraftSlot) => <>{slot.obstacles.map((obstacle) => <span key={obstacle.sentence} style={{ display: 'block' }}><ObstacleMark obstacle={obstacle} /></span>)}</>;
const statusOf = (slot: DraftSlot) => <Status status={slot.status} />;
function Status({ status }: { readonly status: DraftSlot['status'] }) {
  const words = useWords(yearWords);
  const [tone, icon] = STATUS[status];
  return <Mark tone={tone} icon={icon}>{words.statuses[status]}</Mark>;
}

function Slots({ title, note, slots, open: first, linked }: { readonly title: string; readonly note: string; readonly slots: readonly DraftSlot[]; readonly open: boolean; readonly linked?: boolean }) {
  const words = useWords(yearWords);
  const common = useWords(meetingWords);
  const [open, setOpen] = useState(first);
  return (
    <section className="card" data-flush>
      <Fold level={2} name={title} detail={note} marks={<span className="muted">{words.total(slots.length)}</span>} open={open} onToggle={() => setOpen(!open)}>
        <GridTable
          label={title}
          headless
          rows={slots}
          keyOf={(slot) => slot.slot}
          columns={[
            { key: 'when', name: words.year, width: 'minmax(0, 2fr)', cell: linked ? linkOf : whenOf },
            { key: 'obstacles', name: common.watchOut, width: 'minmax(0, 2fr)', cell: obstaclesOf, empty: (slot) => slot.obstacles.length === 0 },
            { key: 'status', name: words.counts, width: '140px', cell: statusOf },
          ]}
        />
      </Fold>
    </section>
  );
}
