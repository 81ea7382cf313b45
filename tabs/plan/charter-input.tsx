// Another charter than the one in force: chosen, dropped or pasted; its faults listed where they stand, and the text kept.
import { useRef, useState, type DragEvent } from 'react';
import { Button, Field, MessageBar, MessageBarBody, MessageBarTitle, Textarea } from '@fluentui/react-components';
import type { FieldError } from '../api/problem.ts';
import { explain } from '../errors.ts';
import { useSession, useShellWords, useWords } from '../session.tsx';
import { BadIcon, UploadIcon } from '../ui/icons.ts';
import { Card, Mark } from '../ui/parts.tsx';
import { byPlace, excerpt, lineRange } from './view-model.ts';
import { planWords } from './words.ts';

export interface CharterText { readonly source: string; readonly text: string }
const MOST_BYTES = 4_000_000;

export function CharterInput({ typed, onType, onCompare, onCurrent, compared, busy }: {
  readonly typed: CharterText;
  readonly onType: (charter: CharterText) => void;
  readonly onCompare: () => void;
  readonly onCurrent: () => void;
  readonly compared: boolean;
  readonly busy: boolean;
}) {
  const words = useWords(planWords);
  const shell = useShellWords();
  const { acts } = useSession();
  const [over, setOver] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);

  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > MOST_BYTES) { setRefusal(words.tooLarge); return; }
    const text = await file.text().catch(() => null);
    // A null character: not text at all.
    if (text === null || text.includes('\u0000')) { setRefusal(words.unreadable); return; }
    setRefusal(null);
    onType({ source: file.name, text });
  };
  const startFromCurrent = async () => {
    try {
      const file = await acts.charter();
      setRefusal(null);
      onType({ source: file.source, text: file.text });
    } catch (error) {
      setRefusal(explain(error, shell).sentence);
    }
  };
  const onDrop = (event: DragEvent) => { event.preventDefault(); setOver(false); void take(event.dataTransfer.files[0]); };
  const compare = () => {
    if (typed.text.trim() === '') { setRefusal(words.emptyText); document.querySelector<HTMLTextAreaElement>('.charter-text textarea')?.focus(); return; }
    setRefusal(null);
    onCompare();
  };
  return (
    <Card title={words.other} note={words.otherHint}>
      {/* Dropping is a convenience: the button does the same. */}
      <div className="charter-drop" data-over={over || undefined} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={onDrop}>
        <input ref={picker} type="file" accept=".yaml,.yml,text/yaml,text/plain" hidden onChange={(event) => { void take(event.target.files?.[0]); event.target.value = ''; }} />
        <Button icon={<UploadIcon />} onClick={() => picker.current?.click()}>{words.file}</Button>
        <span className="muted">{typed.source === '' ? words.drop : typed.source}</span>
        {typed.text === '' && <Button appearance="subtle" onClick={() => { void startFromCurrent(); }}>{words.startFromCurrent}</Button>}
      </div>
      <Field label={words.text} validationState={refusal === null ? 'none' : 'error'} validationMessage={refusal}>
        <Textarea className="charter-text" rows={10} resize="vertical" value={typed.text} spellCheck={false} onChange={(_event, data) => { setRefusal(null); onType({ source: typed.source === '' ? words.pasted : typed.source, text: data.value }); }} />
      </Field>
      <div className="row" style={{ marginTop: 12 }}>
        <Button appearance="primary" disabledFocusable={busy} onClick={() => { if (!busy) compare(); }}>{words.compare}</Button>
        {compared && <Button onClick={onCurrent}>{words.useCurrent}</Button>}
      </div>
    </Card>
  );
}

export function CharterFaults({ faults, text }: { readonly faults: readonly FieldError[]; readonly text: string }) {
  const words = useWords(planWords);
  const goTo = (line: number) => {
    const field = document.querySelector<HTMLTextAreaElement>('.charter-text textarea');
    if (field === null) return;
    const [start, end] = lineRange(text, line);
    field.focus();
    field.setSelectionRange(start, end);
    field.scrollTop = Math.max(0, (line - 4) * 18);
  };
  return (
    <section className="card" data-flush aria-label={words.faults(faults.length)}>
      <MessageBar intent="error" layout="multiline" style={{ borderRadius: 0 }}><MessageBarBody><MessageBarTitle>{words.faults(faults.length)}</MessageBarTitle> {words.faultsHint}</MessageBarBody></MessageBar>
      <ul>
        {byPlace(faults).map((fault, place) => (
          <li key={`${fault.field}:${fault.code}:${place}`} className="fault">
            <div className="row" data-between>
              <Mark tone="bad" icon={BadIcon}><span className="strong">{fault.message}</span></Mark>
              {fault.line !== null && <Button size="small" appearance="subtle" data-row="" onClick={() => goTo(fault.line ?? 1)} title={words.goToLine}>{words.atLine(fault.line)}</Button>}
            </div>
            <p className="muted">{fault.remedy}</p>
            {fault.line === null ? <p className="mono muted">{fault.field}</p> : (
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard
              <pre tabIndex={0} aria-label={words.atLine(fault.line)}>
                {excerpt(text, fault.line, fault.column).map((line) => (
                  <code key={line.number} className="fault-line" data-faulty={line.number === fault.line || undefined}>
                    <span className="fault-number">{line.number}</span>{line.text || ' '}
                    {line.caret !== null && <span aria-hidden="true">{`\n${' '.repeat(Math.max(4, String(line.number).length) + 1)} ${' '.repeat(line.caret)}^`}</span>}
                  </code>
                ))}
              </pre>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
