// Somebody leaves: their seats, rights, actions and access, who takes them, and the one gesture that passes it all on.
import { useState } from 'react';
import { Checkbox, Field, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { HandedOver, HandOverPreview } from '../../src/contract/handover.ts';
import { isApiError } from '../api/problem.ts';
import { Loaded, MayButton, Page, PageLink } from '../layout.tsx';
import { Refusal } from '../meeting/dialog.tsx';
import { Reading } from '../reading.tsx';
import { committeeRoute } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { NothingIcon } from '../ui/icons.ts';
import { Card, Empty, Shimmer } from '../ui/parts.tsx';
import { Picker } from '../ui/picker.tsx';
import { useReturnFocus } from '../ui/return-focus.ts';
import { Confirm } from './confirm.tsx';
import { Done } from './done.tsx';
import { carried, isEmpty, missing, personal, proposedBy, requestOf, type Choices } from './view-model.ts';
import { handOverWords } from './words.ts';
import './handover.css';

export default function HandOverPage() {
  const words = useWords(handOverWords);
  const { queries, route } = useSession();
  const person = route.page === 'handover' ? route.person : '';
  const query = useQuery(queries.handOver(person));
  const [done, setDone] = useState<HandedOver | null>(null);
  return (
    <Page title={query.data === undefined ? words.title : words.titleOf(query.data.person.title)} back={{ to: { page: 'network', open: null }, name: words.network }} lead={words.lead}>
      {done !== null
        ? <Done done={done} />
        : <Loaded query={query} waiting={<Shimmer label={words.loading} lines={[75, 90, 60]} long />}>
          {(preview) => (isEmpty(preview) ? <div className="card"><Empty icon={NothingIcon} title={words.nothing} words={words.nothingHint} /></div> : <Form key={preview.version} preview={preview} onDone={setDone} />)}
        </Loaded>}
    </Page>
  );
}

function Form({ preview, onDone }: { readonly preview: HandOverPreview; readonly onDone: (done: HandedOver) => void }) {
  const words = useWords(handOverWords);
  const { acts, queries } = useSession();
  const cache = useQueryClient();
  const [chosen, setChosen] = useState<Choices>(() => proposedBy(preview));
  const [said, setSaid] = useState<HandedOver | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [stale, setStale] = useState(false);
  useReturnFocus(said !== null);
  const lacks = missing(preview, chosen);
  const ready = lacks.seats.length === 0 && !lacks.roles;

  const send = async (dryRun: boolean): Promise<void> => {
    setBusy(true); setFailure(null); setStale(false);
    try {
      const answer = await acts.handOver(requestOf(preview, chosen, dryRun));
      if (dryRun) { setSaid(answer); return; }
      setSaid(null);
      onDone(answer);
      await cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== 'hand-over' && queryKey[0] !== 'me' });
    } catch (error) {
      if (isApiError(error) && error.code === 'hand-over-is-stale') { setSaid(null); setStale(true); await cache.invalidateQueries({ queryKey: queries.handOver(preview.person.id).queryKey }); } else setFailure(error);
    } finally { setBusy(false); }
  };

  return (
    <div className="stack">
      {stale && <MessageBar intent="warning" layout="multiline"><MessageBarBody>{words.stale}</MessageBarBody></MessageBar>}
      <Seats preview={preview} chosen={chosen} lacking={lacks.seats} onChoose={setChosen} />
      {preview.roles.length > 0 && <Rights preview={preview} chosen={chosen} lacking={lacks.roles} onChoose={setChosen} />}
      <Actions preview={preview} chosen={chosen} onChoose={setChosen} />
      <div className="handover-pair">
        <Card title={words.access} note={words.accessNote}>
          {preview.access.length === 0 ? <p className="muted">{words.noAccess}</p> : <ul className="handover-lines">{preview.access.map(({ team, channels }) => <li key={team}>{channels.length === 0 ? team : words.withChannels(team, channels.join(', '))}</li>)}</ul>}
        </Card>
        <Card title={words.brief} note={words.briefNote}><ul className="handover-lines">{preview.brief.map((line) => <li key={line}>{line}</li>)}</ul></Card>
      </div>
      {failure !== null && said === null && <Refusal error={failure} />}
      {busy && said === null && <Reading what={words.looking} />}
      <div className="row"><MayButton may={ready ? { ok: true } : { ok: false, why: words.chooseFirst }} appearance="primary" busy={busy} onAct={() => { void send(true); }}>{words.see}</MayButton></div>
      <Confirm said={said} busy={busy} failure={failure} onCancel={() => { setSaid(null); setFailure(null); }} onGo={() => { void send(false); }} />
    </div>
  );
}

interface Part { readonly preview: HandOverPreview; readonly chosen: Choices; readonly onChoose: (chosen: Choices) => void }
const choices = (people: HandOverPreview['successors']) => people.map(({ id, title, email }) => ({ id, name: title, detail: email }));

function Seats({ preview, chosen, lacking, onChoose }: Part & { readonly lacking: readonly string[] }) {
  const words = useWords(handOverWords);
  if (preview.seats.length === 0) return null;
  return (
    <Card title={words.seats} note={words.seatsNote(preview.seats.length)}>
      <div className="stack">
        {preview.seats.map(({ seat, committee, role, represents, required, successors }) => (
          <div key={seat} className="handover-seat">
            <div>
              <PageLink to={committeeRoute(committee.id, 'composition')} row>{committee.acronym}</PageLink>
              <span className="strong" style={{ display: 'block' }}>{role}</span>
              {represents !== null && <span className="muted small">{represents}</span>}
            </div>
            <Field label={words.successor} {...(required !== null && { hint: required })} {...(lacking.includes(seat) && { validationState: 'error' as const, validationMessage: required ?? '' })}>
              <Picker label={words.successorOf(`${committee.acronym}, ${role}`)} choices={choices(successors)} value={chosen.seats[seat] ?? null} placeholder={words.vacant} words={{ none: words.noMatch, more: words.more }} required={required !== null} invalid={lacking.includes(seat)} onChoose={(id) => onChoose({ ...chosen, seats: { ...chosen.seats, [seat]: id } })} />
            </Field>
          </div>
        ))}
        <div>
          <Checkbox checked={chosen.interim} label={words.interim} onChange={(_event, data) => onChoose({ ...chosen, interim: data.checked === true })} />
          <p className="muted small">{words.interimHint}</p>
        </div>
      </div>
    </Card>
  );
}

function Rights({ preview, chosen, lacking, onChoose }: Part & { readonly lacking: boolean }) {
  const words = useWords(handOverWords);
  return (
    <Card title={words.rights} note={words.rightsNote}>
      <ul className="handover-lines">{preview.roles.map(({ name }) => <li key={name}>{name}</li>)}</ul>
      <Field className="handover-field" label={words.successor} {...(lacking && { validationState: 'error' as const, validationMessage: words.last })}>
        <Picker label={words.successorOf(words.rights)} choices={choices(preview.successors)} value={chosen.roles} placeholder={words.nobody} words={{ none: words.noMatch, more: words.more }} required={preview.roles.some(({ required }) => required)} invalid={lacking} onChoose={(roles) => onChoose({ ...chosen, roles })} />
      </Field>
    </Card>
  );
}

function Actions({ preview, chosen, onChoose }: Part) {
  const words = useWords(handOverWords);
  const [mine, bySeat] = [personal(preview.actions), carried(preview.actions)];
  return (
    <Card title={words.actions} note={words.inPerson(mine.length)}>
      {mine.length === 0 ? <p className="muted">{words.noActions}</p> : (
        <>
          <ul className="handover-lines">{mine.map(({ id, title, committee }) => <li key={id}><PageLink to={{ page: 'action', id }} row>{id}</PageLink> {title} <span className="muted small">{committee.acronym}</span></li>)}</ul>
          <Field className="handover-field" label={words.actionsTo} hint={words.actionsHint}>
            <Picker label={words.actionsTo} choices={choices(preview.successors)} value={chosen.actions} placeholder={words.nobody} words={{ none: words.noMatch, more: words.more }} onChoose={(actions) => onChoose({ ...chosen, actions })} />
          </Field>
        </>
      )}
      {bySeat.length > 0 && <p className="muted small">{words.bySeat(bySeat.length)}</p>}
      {preview.hidden > 0 && <p className="muted small">{words.hidden(preview.hidden)}</p>}
    </Card>
  );
}
