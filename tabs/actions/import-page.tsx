// Actions from a CSV file: chosen, judged line by line without making anything, then made.
import { useRef, useState, type DragEvent } from 'react';
import { Button, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ActionImported } from '../../src/contract/actions.ts';
import { LinkButton, MayButton, Page } from '../layout.tsx';
import { Refusal } from '../meeting/dialog.tsx';
import { actionsRoute, committeeRoute } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { addDays } from '../ui/days.ts';
import { shortDay } from '../ui/format.ts';
import { BadIcon, DownloadIcon, GoodIcon, UploadIcon } from '../ui/icons.ts';
import { useNow } from '../ui/now.ts';
import { Card, GridTable, Mark, Shimmer, type Column } from '../ui/parts.tsx';
import { saveFile } from '../ui/save-file.ts';
import { shortDue } from './due.ts';
import { faultOf, model, toBase64 } from './import-model.ts';
import { PriorityMark } from './marks.tsx';
import { CommitteeField } from './new-page.tsx';
import { importWords, type ImportWords } from './page-words.ts';
import { refreshLists } from './rows.ts';
import { actionWords } from './words.ts';
import './actions.css';

interface Judged { readonly name: string; readonly file: string; readonly reply: ActionImported }

export default function ImportActionsPage() {
  const words = useWords(importWords);
  const { route, me, queries, acts, announce } = useSession();
  const cache = useQueryClient();
  const asked = route.page === 'import-actions' ? route.committee : null;
  const [only] = me.committees.length === 1 ? me.committees : [];
  const [committee, setCommittee] = useState(asked ?? only?.id ?? null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState<'judging' | 'making' | null>(null);
  const [judged, setJudged] = useState<Judged | null>(null);
  const [made, setMade] = useState<ActionImported | null>(null);
  const may = useQuery({ ...queries.actionRights(committee ?? ''), enabled: committee !== null }).data?.mayImport ?? { ok: true };

  const ask = async (what: 'judging' | 'making', work: () => Promise<void>): Promise<void> => {
    setBusy(what); setFailure(null); setRefusal(null);
    try { await work(); } catch (error) { setFailure(error); } finally { setBusy(null); }
  };
  const judge = (to: string, name: string, file: string): Promise<void> => ask('judging', async () => { setJudged({ name, file, reply: await acts.importActions({ committee: to, file, dryRun: true }) }); });
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    if (committee === null) { setRefusal(words.committeeFirst); document.getElementById('action-committee')?.focus(); return; }
    const fault = faultOf(file);
    const content = fault === null ? await file.arrayBuffer().catch(() => null) : null;
    setJudged(null); setFailure(null);
    if (fault !== null) setRefusal(words[fault]);
    else if (content === null) setRefusal(words.unreadable);
    else await judge(committee, file.name, toBase64(new Uint8Array(content)));
  };
  const make = (judgedFile: Judged): Promise<void> => ask('making', async () => {
    const reply = await acts.importActions({ committee: committee ?? '', file: judgedFile.file, dryRun: false });
    // Somebody changed what the file speaks of since it was judged.
    if (reply.errors.length > 0) { setJudged({ ...judgedFile, reply }); return; }
    setMade(reply);
    announce(words.done(reply.created));
    await refreshLists(cache);
  });
  const back = asked === null ? { to: actionsRoute(), name: words.back } : { to: committeeRoute(asked, 'actions'), name: words.back };
  if (made !== null) {
    return (
      <Page title={words.title} back={back}>
        <Card>
          <Mark tone="good" icon={GoodIcon}><span className="strong">{words.done(made.created)}</span></Mark>
          <p className="muted">{words.doneHint}</p>
          <div className="row" style={{ marginTop: 12 }}><LinkButton appearance="primary" to={committee === null ? actionsRoute() : committeeRoute(committee, 'actions')}>{words.see}</LinkButton><Button onClick={() => { setMade(null); setJudged(null); }}>{words.moreFiles}</Button></div>
        </Card>
      </Page>
    );
  }
  return (
    <Page title={words.title} lead={words.lead} back={back}>
      <div className="stack">
        <Card title={words.file} note={words.format} actions={<Model />}>
          <div className="stack">
            <CommitteeField value={committee} onChoose={(next) => { setCommittee(next); if (judged !== null && next !== null) void judge(next, judged.name, judged.file); }} sentence={may.ok ? null : (may.why ?? null)} />
            <Drop name={judged?.name ?? null} onFile={(file) => { void take(file); }} />
            {refusal !== null && <p role="alert"><Mark tone="bad" icon={BadIcon}>{refusal}</Mark></p>}
          </div>
        </Card>
        {busy === 'judging' && <Shimmer label={words.judging} long lines={[60, 90, 75]} />}
        {failure !== null && <Refusal error={failure} />}
        {judged !== null && busy !== 'judging' && (
          <>
            <Outcome reply={judged.reply} />
            {judged.reply.errors.length > 0 && <Errors errors={judged.reply.errors} />}
            {judged.reply.preview.length > 0 && <Preview reply={judged.reply} />}
            <div className="row" style={{ justifyContent: 'flex-end' }}>
              <MayButton appearance="primary" may={!may.ok ? may : judged.reply.errors.length > 0 ? { ok: false, why: words.allOrNone } : { ok: true }} busy={busy !== null} onAct={() => { void make(judged); }}>{words.go(judged.reply.rows)}</MayButton>
            </div>
          </>
        )}
      </div>
    </Page>
  );
}

function Drop({ name, onFile }: { readonly name: string | null; readonly onFile: (file: File | undefined) => void }) {
  const words = useWords(importWords);
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const onDrop = (event: DragEvent): void => { event.preventDefault(); setOver(false); onFile(event.dataTransfer.files[0]); };
  return (
    // Dropping is a convenience: the button does the same.
    <div className="import-drop" data-over={over || undefined} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={onDrop}>
      <input ref={picker} type="file" accept=".csv,.txt,text/csv" hidden aria-label={words.choose} onChange={(event) => { onFile(event.target.files?.[0]); event.target.value = ''; }} />
      <Button icon={<UploadIcon />} onClick={() => picker.current?.click()}>{name === null ? words.choose : words.another}</Button>
      <span className="muted">{name ?? words.drop}</span>
    </div>
  );
}

function Model() {
  const words = useWords(importWords);
  const { zone, me } = useSession();
  const today = shortDay(useNow(), zone);
  const { columnNames, samples, prioritySamples } = words;
  const save = (): void => {
    const rows = samples.map((title, place) => [title, place === 0 ? me.person.email : '', addDays(today, 14 * (place + 1)), prioritySamples[place] ?? '']);
    saveFile({ name: words.modelName, content: new Blob([model(columnNames, rows)], { type: 'text/csv;charset=utf-8' }) });
  };
  return <Button appearance="subtle" icon={<DownloadIcon />} onClick={save}>{words.model}</Button>;
}

function Outcome({ reply }: { readonly reply: ActionImported }) {
  const words = useWords(importWords);
  const isGood = reply.errors.length === 0;
  return (
    <Card>
      <output style={{ display: 'block' }}><Mark tone={isGood ? 'good' : 'bad'} icon={isGood ? GoodIcon : BadIcon}><span className="strong">{isGood ? words.ready(reply.rows) : words.allOrNone}</span></Mark></output>
      <p className="muted">{words.read(reply.rows)}</p>
      {reply.ignored.length > 0 && <p className="muted">{words.ignored(reply.ignored.join(', '))}</p>}
    </Card>
  );
}

function Errors({ errors }: { readonly errors: ActionImported['errors'] }) {
  const words = useWords(importWords);
  return (
    <section className="card" data-flush="" aria-label={words.errors(errors.length)}>
      <MessageBar intent="error" layout="multiline" style={{ borderRadius: 0 }}><MessageBarBody><MessageBarTitle>{words.errors(errors.length)}</MessageBarTitle> {words.errorsHint}</MessageBarBody></MessageBar>
      <ul className="import-errors">{errors.map((one) => <li key={`${one.line}${one.column}${one.message}`}><span className="strong">{one.column === null ? words.line(one.line) : words.inColumn(one.line, one.column)}</span> {one.message}</li>)}</ul>
    </section>
  );
}

type PreviewRow = ActionImported['preview'][number];
const previewColumns = (names: ImportWords['columns'], nobody: string, said: (due: string) => string): readonly Column<PreviewRow>[] => [
  { key: 'line', name: names.line, width: '60px', cell: (row) => row.line }, { key: 'title', name: names.title, width: 'minmax(0, 3fr)', cell: (row) => row.title },
  { key: 'owner', name: names.owner, width: 'minmax(0, 2fr)', cell: (row) => row.owner ?? nobody }, { key: 'due', name: names.due, width: '150px', cell: (row) => said(row.due) },
  { key: 'priority', name: names.priority, width: '120px', cell: (row) => <PriorityMark priority={row.priority} /> },
];

function Preview({ reply }: { readonly reply: ActionImported }) {
  const words = useWords(importWords);
  const { nobody } = useWords(actionWords);
  const { language, zone } = useSession();
  const today = shortDay(useNow(), zone);
  return (
    <Card title={words.preview} flush {...(reply.preview.length < reply.rows - reply.errors.length && { note: words.firsts(reply.preview.length, reply.rows - reply.errors.length) })}>
      <GridTable label={words.preview} rows={reply.preview} keyOf={(row) => String(row.line)} columns={previewColumns(words.columns, nobody, (due) => shortDue(due, today, language))} />
    </Card>
  );
}
