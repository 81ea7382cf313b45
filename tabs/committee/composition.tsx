// Who sits at the committee: seats in their groups with titular, alternates, term and group represented; and which
// stakeholder groups have a voice.
import { Fragment, useDeferredValue, useEffect, useState } from 'react';
import { Button, SearchBox, ToggleButton } from '@fluentui/react-components';
import type { CommitteeDetail, Representation, SeatView } from '../../src/contract/committees.ts';
import { arrival } from '../arrival.ts';
import { PageLink } from '../layout.tsx';
import { committeeRoute, SEAT_FILTERS } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { BadIcon, GoodIcon, LaterIcon, PeopleIcon, RestrictedIcon, SearchIcon, VacantIcon, WarnIcon } from '../ui/icons.ts';
import { Card, Chip, Empty, GridTable, Mark, Person, type Column, type Tone } from '../ui/parts.tsx';
import { countSeats, filterSeats, groupSeats, withoutShownAlternates, type SeatGroup } from './view-model.ts';
import { committeeWords } from './words.ts';

type Words = (typeof committeeWords)['fr-CA'];

export function Composition({ committee }: { readonly committee: CommitteeDetail }) {
  const words = useWords(committeeWords);
  const { route, go } = useSession();
  const only = route.page === 'committee' ? route.only : 'all';
  const at = route.page === 'committee' ? route.at : null;
  useEffect(() => {
    if (at === null) return;
    // The count led here, not to the top of the page.
    arrival.pending = false;
    const title = document.querySelector<HTMLElement>(`#${at} .card-title`);
    title?.scrollIntoView({ block: 'start' });
    title?.focus({ preventScroll: true });
  }, [at]);
  const [typed, setTyped] = useState('');
  const looked = useDeferredValue(typed);
  const seats = withoutShownAlternates(committee.seatList);
  const counts = countSeats(seats);
  const shown = filterSeats(seats, only, looked);
  const setOnly = (next: typeof only) => go(committeeRoute(committee.id, 'composition', next), { replace: true, keepFocus: true });

  if (committee.seatList.length === 0) {
    const hidden = committee.seats.total > 0;
    return <div className="card"><Empty icon={hidden ? RestrictedIcon : PeopleIcon} title={words.noSeats} words={hidden ? words.noSeatsHidden : words.noSeatsHint} /></div>;
  }
  return (
    <>
      <div className="toolbar">
        <SearchBox className="toolbar-search" data-search="" value={typed} onChange={(_event, data) => setTyped(data.value)} placeholder={words.filterHint} aria-label={words.filter} contentBefore={<SearchIcon />} />
        {SEAT_FILTERS.filter((one) => one === 'all' || one === only || counts[one] > 0).map((one) => (
          <ToggleButton key={one} size="small" appearance="outline" shape="circular" checked={only === one} onClick={() => setOnly(one)}>{words.only[one]} ({counts[one]})</ToggleButton>
        ))}
        <output className="muted small">{words.shown(shown.length, seats.length)}</output>
      </div>
      <div className="stack">
        <section className="card" data-flush>
          {shown.length === 0
            ? <Empty icon={SearchIcon} title={words.noSeatMatches} words={words.noSeatMatchesHint} act={<Button onClick={() => { setTyped(''); setOnly('all'); }}>{words.clear}</Button>} />
            : groupSeats(shown).map(({ group, seats: rows }, place) => (
              <div key={group} className="seat-group">
                <h2 className="seat-group-title">{words.groups[group]} <span className="muted small">{rows.length}</span></h2>
                <GridTable label={words.groups[group]} columns={seatColumns(words, group, new Set(rows.map((seat) => seat.role)).size > 1)} rows={rows} keyOf={(seat) => seat.id} headless={place > 0} />
              </div>
            ))}
        </section>
        <Card id="representation" title={words.representation} note={words.representationNote} flush>
          {committee.representation.length === 0
            ? <p className="muted" style={{ padding: '0 16px 16px' }}>{words.noRepresentation}</p>
            : <GridTable label={words.representation} columns={representationColumns(words)} rows={committee.representation} keyOf={(one) => one.group} />}
        </Card>
      </div>
    </>
  );
}

/** A long address breaks before its domain rather than in the middle of a word. */
const breakable = (email: string) => email.split(/(?=@)/).map((part, at) => <Fragment key={part}>{at > 0 && <wbr />}{part}</Fragment>);

const TERM_MARKS = { open: null, current: null, 'ends-soon': ['warn', LaterIcon], ended: ['bad', BadIcon], 'not-begun': ['info', LaterIcon] } as const;

/** `mixed`: the seats under one heading have several roles, so that each must say its own. */
function seatColumns(words: Words, group: SeatGroup, mixed: boolean): readonly Column<SeatView>[] {
  return [
    { key: 'holder', name: words.columns.holder, width: 'minmax(0, 2.4fr)', cell: (seat) => <Holder seat={seat} words={words} group={group} mixed={mixed} /> },
    { key: 'alternate', name: words.columns.alternate, empty: (seat) => seat.alternates.length === 0, width: 'minmax(0, 1.7fr)', cell: (seat) => (seat.alternates.length === 0 ? <span className="muted">{words.noAlternate}</span> : seat.alternates.map((one) => <Person key={one.id} id={one.id} title={one.title} />)) },
    { key: 'represents', name: words.columns.represents, empty: (seat) => seat.represents === null, width: 'minmax(0, 1.4fr)', cell: (seat) => seat.represents ?? <span className="muted"><span aria-hidden="true">—</span><span className="visually-hidden">{words.nobodySpeaks}</span></span> },
    { key: 'term', name: words.columns.term, empty: (seat) => seat.vacant || seat.term.state === 'open', width: 'minmax(0, 1.3fr)', cell: (seat) => <Term seat={seat} words={words} /> },
  ];
}

function Holder({ seat, words, group, mixed }: { readonly seat: SeatView; readonly words: Words; readonly group: SeatGroup; readonly mixed: boolean }) {
  const saysVote = seat.votes && group !== 'voting';
  const tags = (mixed || saysVote || seat.alsoSecretary || seat.interim === true) && (
    <span className="row" data-tight>
      {mixed && <span className="muted small">{seat.roleName}</span>}
      {saysVote && <Chip>{words.votes}</Chip>}
      {seat.alsoSecretary && <Chip>{words.alsoSecretary}</Chip>}
      {seat.interim === true && <Chip>{words.interim}</Chip>}
    </span>
  );
  if (seat.vacant) return <span className="seat-holder"><span className="seat-vacant"><span className="seat-vacant-disc"><VacantIcon aria-hidden /></span><Mark tone="warn" icon={WarnIcon}>{words.vacantSeat}</Mark></span>{tags}</span>;
  if (seat.holder === null) return <span className="seat-holder"><Mark tone="calm" icon={RestrictedIcon}>{words.hidden}</Mark>{tags}</span>;
  return <span className="seat-holder"><Person id={seat.holder.id} title={seat.holder.title} detail={<a className="plain-link" style={{ padding: 0 }} href={`mailto:${seat.holder.email}`} data-row="">{breakable(seat.holder.email)}</a>} />{tags}{seat.mayHandOver === true && <PageLink to={{ page: 'handover', person: seat.holder.id }} row>{words.handOver}<span className="visually-hidden"> — {seat.holder.title}</span></PageLink>}</span>;
}

function Term({ seat, words }: { readonly seat: SeatView; readonly words: Words }) {
  if (seat.vacant) return <span className="muted">—</span>;
  const mark = TERM_MARKS[seat.term.state];
  return (
    <span style={{ display: 'grid', gap: 2, justifyItems: 'start' }}>
      <span className={seat.term.state === 'open' ? 'muted' : undefined}>{seat.term.label === '' ? words.termStates[seat.term.state] : seat.term.label}</span>
      {mark !== null && <Mark tone={mark[0]} icon={mark[1]}>{words.termStates[seat.term.state]}</Mark>}
    </span>
  );
}

const REPRESENTATION_MARKS: Readonly<Record<Representation['state'], readonly [Tone, typeof GoodIcon]>> = { represented: ['good', GoodIcon], 'under-represented': ['warn', WarnIcon], absent: ['bad', BadIcon] };

function representationColumns(words: Words): readonly Column<Representation>[] {
  return [
    { key: 'group', name: words.group, width: 'minmax(0, 1.6fr)', cell: (one) => <span className="strong">{one.name}</span> },
    { key: 'filled', name: words.seatsFilled, width: 'minmax(0, 1.2fr)', cell: (one) => <span><Dots filled={one.filled} of={one.seats} />{words.filledOf(one.filled, one.seats)}</span> },
    { key: 'state', name: words.columns.state, width: 'minmax(0, 2fr)', cell: (one) => { const [tone, icon] = REPRESENTATION_MARKS[one.state]; return <span style={{ display: 'grid', gap: 2 }}><Mark tone={tone} icon={icon}>{words.representationStates[one.state]}</Mark>{one.detail !== '' && <span className="muted small">{one.detail}</span>}</span>; } },
  ];
}

/** A picture of « 1 sur 2 », only for the eyes: the words stand beside it. */
function Dots({ filled, of }: { readonly filled: number; readonly of: number }) {
  if (of === 0 || of > 12) return null;
  return <span className="dots" aria-hidden="true">{Array.from({ length: of }, (_unused, place) => <span key={place} className="dot" data-on={place < filled || undefined} />)}</span>;
}
