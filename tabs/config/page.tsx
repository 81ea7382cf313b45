// The settings frame of a channel tab: committee and view, the committee suggested from the channel, and a live preview.
import { useEffect, useEffectEvent, useState } from 'react';
import { Combobox, Field, MessageBar, MessageBarBody, Option, OptionGroup, Radio, RadioGroup } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { CommitteeList } from '../../src/contract/committees.ts';
import { CommitteeChips } from '../committee/overview.tsx';
import { zoneName } from '../committee/view-model.ts';
import { committeeWords } from '../committee/words.ts';
import { Loaded, Page } from '../layout.tsx';
import { VIEWS, type View } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { settings } from '../teams.ts';
import { InfoIcon, PeopleIcon } from '../ui/icons.ts';
import { Card, Chip, Empty, Facts, Mark, Shimmer } from '../ui/parts.tsx';
import { byLevel, chosenIn, tabName, tabSettings } from './view-model.ts';
import { configWords } from './words.ts';
import '../committee/committee.css';
import './config.css';

export default function ConfigPage() {
  const words = useWords(configWords);
  const { queries, place } = useSession();
  const list = useQuery(queries.committees);
  return (
    <Page title={words.title} lead={words.lead}>
      {place.frame !== 'settings' && <MessageBar intent="info" style={{ marginBottom: 16 }} layout="multiline"><MessageBarBody>{words.outOfPlace}</MessageBarBody></MessageBar>}
      <Loaded query={list} waiting={<Shimmer label={words.committee} lines={[45, 90, 60]} block />}>
        {(data) => (data.committees.length === 0 ? <div className="card"><Empty icon={PeopleIcon} title={words.none} words={words.noneHint} /></div> : <Choice list={data} />)}
      </Loaded>
    </Page>
  );
}

function Choice({ list }: { readonly list: CommitteeList }) {
  const words = useWords(configWords);
  const common = useWords(committeeWords);
  const { queries, place, language } = useSession();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [view, setView] = useState<View>('overview');
  const [typed, setTyped] = useState<string | null>(null);
  const [listed, setListed] = useState(false);
  const suggestion = useQuery({ ...queries.suggestion(place.teamId ?? '', place.channelId ?? ''), enabled: place.teamId !== null && place.channelId !== null });

  // What the tab already shows, else what the channel suggests; never over a choice just made.
  const suggested = suggestion.data?.committee ?? null;
  const id = chosenId ?? suggested?.id ?? null;
  const onHeld = useEffectEvent((entityId: string | null) => {
    const held = chosenIn(entityId);
    if (held === null || chosenId !== null) return;
    setChosenId(held.committee);
    setView(held.view);
  });
  useEffect(() => {
    if (place.frame !== 'settings') return;
    const ask = async () => { onHeld((await settings.current()).entityId); };
    void ask();
  }, [place.frame]);
  const detail = useQuery({ ...queries.committee(id ?? ''), enabled: id !== null });

  const committee = list.committees.find((one) => one.id === id) ?? null;
  const may = detail.data?.may.configure ?? null;
  const valid = committee !== null && may?.ok === true;
  const toKeep = useEffectEvent(() => (valid ? tabSettings(committee, view, common.views[view], location.origin) : null));
  const refusal = useEffectEvent(() => words.saveFailed);
  useEffect(() => { if (place.frame === 'settings') settings.onSave(() => toKeep(), () => refusal()); }, [place.frame]);
  useEffect(() => { if (place.frame === 'settings') settings.valid(valid); }, [place.frame, valid]);

  const shown = typed ?? (committee === null ? '' : `${committee.acronym} — ${committee.name}`);
  const groups = byLevel(list.committees, typed ?? '');
  const choose = (next: string | undefined) => { setTyped(null); if (next !== undefined) setChosenId(next); };
  return (
    <div className="config">
      <div className="stack">
        {suggestion.data && suggestion.data.why !== '' && <Mark tone="info" icon={InfoIcon}>{suggestion.data.why}</Mark>}
        <Field label={words.committee} hint={words.committeeHint} required>
          <Combobox
            freeform
            open={listed}
            onOpenChange={(_event, data) => setListed(data.open)}
            data-search=""
            value={shown}
            selectedOptions={id === null ? [] : [id]}
            onOptionSelect={(_event, data) => choose(data.optionValue)}
            onChange={(event) => { setTyped(event.target.value); setListed(true); }}
            onBlur={() => setTyped(null)}
            style={{ minWidth: 0, width: '100%' }}
          >
            {groups.length === 0 && <Option disabled value="" text={words.noMatch}>{words.noMatch}</Option>}
            {groups.map((group) => (
              <OptionGroup key={group.level} label={group.name}>
                {group.committees.map((one) => (
                  <Option key={one.id} value={one.id} text={`${one.acronym} — ${one.name}`}>
                    <span><span className="strong">{one.acronym}</span> {one.name}{suggested?.id === one.id && <> <Chip>{words.suggested}</Chip></>}</span>
                  </Option>
                ))}
              </OptionGroup>
            ))}
          </Combobox>
        </Field>
        <Field label={words.view}>
          <RadioGroup value={view} onChange={(_event, data) => { setChosenId(id); setView(VIEWS.find((one) => one === data.value) ?? 'overview'); }}>
            {VIEWS.map((one) => <Radio key={one} value={one} label={<span><span className="strong">{common.views[one]}</span><br /><span className="muted small">{common.viewHints[one]}</span></span>} />)}
          </RadioGroup>
        </Field>
        {may !== null && !may.ok && <MessageBar intent="error" layout="multiline"><MessageBarBody>{words.refused} {may.why}</MessageBarBody></MessageBar>}
      </div>
      <Card title={words.preview} note={committee === null ? words.choose : words.tabName(tabName(committee, view, common.views[view]))}>
        {id !== null && (
          <Loaded query={detail}>
            {(data) => (
              <div className="stack">
                <div className="row">{<CommitteeChips committee={data} />}</div>
                <p className="strong">{data.name}</p>
                {view === 'meetings' && <Facts facts={[[words.cadence, data.cadence.label], [common.lasts, data.cadence.asNeeded ? null : common.minutes(data.cadence.minutes)], [common.zone, zoneName(data.cadence.zone, language)]]} />}
                {view === 'overview' && <Facts facts={[[words.mandate, data.mandate], [words.cadence, data.cadence.label], [words.quorum, data.quorum]]} />}
                {view === 'composition' && <Facts facts={[[words.seats, data.seats.total], [common.only.vacant, data.seats.vacant], ...data.representation.slice(0, 4).map((one) => [one.name, common.filledOf(one.filled, one.seats)] as const)]} />}
              </div>
            )}
          </Loaded>
        )}
      </Card>
    </div>
  );
}
