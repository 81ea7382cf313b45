// The filters of a list of actions: words, state, owner, priority, and of the whole network the committee and the territory.
import { useMemo, useState } from 'react';
import { Button, Dropdown, Option, SearchBox, ToggleButton } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { ActionPriority, type ActionCounts, type ActionRow } from '../../src/contract/actions.ts';
import { useLanguage, useSession, useWords } from '../session.tsx';
import { BadIcon, BlockedIcon, CloseIcon, FilterIcon, LaterIcon, SearchIcon, TodoIcon } from '../ui/icons.ts';
import { Stat, Stats } from '../ui/parts.tsx';
import { Picker } from '../ui/picker.tsx';
import { number } from '../ui/words.ts';
import { isFiltering, NO_FILTER, NOBODY, STATE_FILTERS, type ActionFilter } from './address.ts';
import { ownersIn } from './filter.ts';
import { listWords } from './list-words.ts';
import { actionWords } from './words.ts';

export type OnFilter = (over: Partial<ActionFilter>) => void;

/** The four figures that lead to their rows. */
export function CountStats({ counts, filter, onFilter }: { readonly counts: ActionCounts; readonly filter: ActionFilter; readonly onFilter: OnFilter }) {
  const words = useWords(listWords);
  const language = useLanguage();
  const { late, week } = filter;
  const isBlocked = filter.state === 'blocked';
  const none = { late: false, week: false, state: 'open' } as const;
  const plain = !late && !week && filter.state === 'open';
  return (
    <Stats label={words.counts.label}>
      <Stat value={number(language, counts.open)} label={words.counts.open(counts.open)} icon={TodoIcon} pressed={plain} onPress={() => onFilter(none)} />
      <Stat value={number(language, counts.late)} label={words.counts.late} tone={counts.late > 0 ? 'bad' : 'calm'} icon={BadIcon} pressed={late} onPress={() => onFilter({ ...none, late: !late })} />
      <Stat value={number(language, counts.dueThisWeek)} label={words.counts.week} tone={counts.dueThisWeek > 0 ? 'warn' : 'calm'} icon={LaterIcon} pressed={week} onPress={() => onFilter({ ...none, week: !week })} />
      <Stat value={number(language, counts.blocked)} label={words.counts.blocked(counts.blocked)} tone={counts.blocked > 0 ? 'warn' : 'calm'} icon={BlockedIcon} pressed={isBlocked} onPress={() => onFilter({ ...none, state: isBlocked ? 'open' : 'blocked' })} />
    </Stats>
  );
}

export function Toolbar({ filter, onFilter, rows, within, board }: { readonly filter: ActionFilter; readonly onFilter: OnFilter; readonly rows: readonly ActionRow[]; readonly within: string | null; readonly board: boolean }) {
  const words = useWords(listWords);
  const { priorities, picker } = useWords(actionWords);
  const { queries, me } = useSession();
  const language = useLanguage();
  const committees = useQuery({ ...queries.committees, enabled: within === null }).data?.committees ?? [];
  const territories = new Map(committees.flatMap((one) => (one.territoryId === null || one.territory === null ? [] : [[one.territoryId, one.territory] as const])));
  const { filters } = words;
  // On a phone, the rows come before the ways to choose among them.
  const [folded, setFolded] = useState(true);
  const count = [filter.state !== 'open' && (!board || filter.state === 'blocked'), filter.owner, filter.priority, filter.committee !== within, filter.territory, filter.answered].filter(Boolean).length;
  const known = useMemo(() => ownersIn(rows, language), [rows, language]);
  const owners = [{ id: 'me', name: filters.me }, { id: NOBODY, name: filters.nobody }, ...known.filter(({ id }) => id !== me.person.id)];
  return (
    <div className="toolbar action-filters" data-folded={folded || undefined}>
      <SearchBox className="toolbar-search" data-search="" contentBefore={<SearchIcon />} value={filter.q} onChange={(_event, data) => onFilter({ q: data.value })} placeholder={words.searchHint} aria-label={words.search} />
      <Button className="action-unfold" icon={<FilterIcon />} aria-expanded={!folded} onClick={() => setFolded(!folded)}>{words.filtersOf(count)}</Button>
      {!board && (
        <Dropdown aria-label={filters.state} value={words.stateFilters[filter.state]} selectedOptions={[filter.state]} onOptionSelect={(_event, data) => onFilter({ state: STATE_FILTERS.find((one) => one === data.optionValue) ?? 'open' })} className="action-filter">
          {STATE_FILTERS.map((one) => <Option key={one} value={one}>{words.stateFilters[one]}</Option>)}
        </Dropdown>
      )}
      <div className="action-filter"><Picker label={filters.owner} placeholder={filters.owner} value={filter.owner === me.person.id ? 'me' : filter.owner} onChoose={(owner) => onFilter({ owner })} words={picker} choices={owners} /></div>
      <Dropdown aria-label={filters.priority} value={filter.priority === null ? filters.anyPriority : priorities[filter.priority]} selectedOptions={[filter.priority ?? '']} onOptionSelect={(_event, data) => onFilter({ priority: ActionPriority.options.find((one) => one === data.optionValue) ?? null })} className="action-filter">
        <Option value="">{filters.anyPriority}</Option>
        {ActionPriority.options.map((one) => <Option key={one} value={one}>{priorities[one]}</Option>)}
      </Dropdown>
      {within === null && (
        <>
          <div className="action-filter"><Picker label={filters.committee} placeholder={filters.committee} value={filter.committee} onChoose={(committee) => onFilter({ committee })} words={picker} choices={committees.map((one) => ({ id: one.id, name: one.acronym, detail: one.name }))} /></div>
          {territories.size > 1 && (
            <Dropdown aria-label={filters.territory} value={filter.territory === null ? filters.anyTerritory : (territories.get(filter.territory) ?? filter.territory)} selectedOptions={[filter.territory ?? '']} onOptionSelect={(_event, data) => onFilter({ territory: data.optionValue === undefined || data.optionValue === '' ? null : data.optionValue })} className="action-filter">
              <Option value="">{filters.anyTerritory}</Option>
              {[...territories].sort(([, a], [, b]) => a.localeCompare(b, language)).map(([id, name]) => <Option key={id} value={id}>{name}</Option>)}
            </Dropdown>
          )}
        </>
      )}
      {(within === null || filter.answered) && <ToggleButton checked={filter.answered} onClick={() => onFilter({ answered: !filter.answered })}>{filters.answered}</ToggleButton>}
      {filter.decision !== null && <Button icon={<CloseIcon />} iconPosition="after" onClick={() => onFilter({ decision: null })}>{words.decision(filter.decision)}</Button>}
      {isFiltering(filter, within) && <Button appearance="subtle" onClick={() => onFilter({ ...NO_FILTER, committee: within })}>{words.clear}</Button>}
    </div>
  );
}
