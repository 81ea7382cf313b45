// The names that Teams will show, worked out by the server as one types; or typed, and then refused with the one to take instead.
import { Button, Checkbox, Input } from '@fluentui/react-components';
import type { Draft } from '../../src/contract/provisioning.ts';
import { useSession, useWords } from '../session.tsx';
import { InfoIcon } from '../ui/icons.ts';
import { Card, Chip, Mark } from '../ui/parts.tsx';
import { Entry, idOf, useForm } from './fields.tsx';
import type { Fault } from './form-model.ts';
import { newWords } from './words.ts';

/** What of the acronym or of the typed name Teams would refuse, as the naming rules found it. */
export function Cleaned({ pieces }: { readonly pieces: readonly string[] }) {
  const words = useWords(newWords);
  const { language } = useSession();
  return <>{words.cleaned(new Intl.ListFormat(language, { type: 'conjunction' }).format(pieces.map(words.quoted)))}</>;
}

export function Names({ names, busy, failure }: { readonly names: Draft['names']; readonly busy: boolean; readonly failure: string | null }) {
  const { form, choices, words, change } = useForm();
  const use = (key: 'team' | 'channel') => (fault: Fault) => {
    const { proposal } = fault;
    return proposal === undefined ? null : <Button size="small" onClick={() => { change((before) => ({ ...before, [key]: proposal })); document.getElementById(idOf(key))?.focus(); }}>{words.use(proposal)}</Button>;
  };
  return (
    <Card title={words.names} note={words.namesHint}>
      <div className="form-one">
        <div aria-live="polite">
          {failure !== null ? <p>{failure}</p> : names === null ? <p className="muted">{busy ? words.checking : words.namesWaiting}</p> : (
            <dl className="names-list">
              <div><dt className="muted small">{words.team}</dt><dd><span className="names-value">{names.team}</span> <Chip>{names.teamExists ? words.teamExists : words.teamNew}</Chip></dd></div>
              <div><dt className="muted small">{words.channel}</dt><dd><span className="names-value">{names.channel}</span></dd></div>
              </dl>
          )}
        </div>
        {names !== null && names.cleaned.length > 0 && <Mark tone="info" icon={InfoIcon}><Cleaned pieces={names.cleaned} /></Mark>}
        <Checkbox label={words.ownNames} checked={form.ownNames} onChange={(_event, data) => change((before) => ({ ...before, ownNames: data.checked === true, team: before.team === '' ? (names?.team ?? '') : before.team, channel: before.channel === '' ? (names?.channel ?? '') : before.channel }))} />
        {form.ownNames && (
          <>
            <Entry field="team" label={words.team} required act={use('team')}><Input id={idOf('team')} list="known-teams" maxLength={256} value={form.team} onChange={(_event, data) => change((before) => ({ ...before, team: data.value }))} style={{ minWidth: 0 }} /></Entry>
            <datalist id="known-teams">{choices.teams.map((one) => <option key={one} value={one}>{one}</option>)}</datalist>
            <Entry field="channel" label={words.channel} required act={use('channel')}><Input id={idOf('channel')} maxLength={256} value={form.channel} onChange={(_event, data) => change((before) => ({ ...before, channel: data.value }))} style={{ minWidth: 0 }} /></Entry>
          </>
        )}
      </div>
    </Card>
  );
}
