// What an action follows from or serves: a meeting and a decision of its committee, an agenda item, a project, a risk.
import { Field, Input } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { NewAction } from '../../src/contract/actions.ts';
import { useSession, useWords } from '../session.tsx';
import { addDays } from '../ui/days.ts';
import { shortDay } from '../ui/format.ts';
import { useNow } from '../ui/now.ts';
import { Picker } from '../ui/picker.tsx';
import { actionWords } from './words.ts';

export interface LinksForm { readonly meeting: string | null; readonly decision: string | null; readonly item: string; readonly project: string; readonly risk: string }
export const NO_LINKS: LinksForm = { meeting: null, decision: null, item: '', project: '', risk: '' };

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
export const sentLinks = ({ meeting, decision, item, project, risk }: LinksForm): NewAction['links'] => ({ meeting, decision, item: orNull(item), project: orNull(project), risk: orNull(risk) });

export function LinkFields({ committee, form, onChange, itemFault, kept }: { /** Titles of what is linked already. */ readonly kept?: { readonly meeting: string | null; readonly decision: string | null }; readonly committee: string; readonly form: LinksForm; readonly onChange: (form: LinksForm) => void; readonly itemFault: string | null }) {
  const words = useWords(actionWords);
  const { queries, zone } = useSession();
  const today = shortDay(useNow(), zone);
  // The meeting that was just held, or the next one: nobody looks for one of ten years ago here.
  const meetings = useQuery(queries.meetings(committee, addDays(today, -120), addDays(today, 60))).data?.meetings ?? [];
  const decisions = useQuery(queries.decisionsOf(committee)).data?.decisions ?? [];
  const { fields } = words;
  const held = meetings.filter((one) => one.state !== 'cancelled').sort((a, b) => b.start.localeCompare(a.start)).map((one) => ({ id: one.id, name: one.day, detail: one.title }));
  const taken = decisions.map((one) => ({ id: one.id, name: one.number, detail: one.title }));
  // One that is linked already stays readable, however old.
  const withKept = (choices: readonly { id: string; name: string; detail: string }[], id: string | null, title: string | null | undefined) => (id === null || choices.some((one) => one.id === id) ? choices : [{ id, name: title ?? id, detail: '' }, ...choices]);
  const change = (over: Partial<LinksForm>): void => onChange({ ...form, ...over });
  return (
    <fieldset className="bare stack">
      <legend className="due-legend">{fields.links}</legend>
      <Field label={fields.meeting}><Picker value={form.meeting} onChoose={(meeting) => change({ meeting })} words={words.picker} placeholder={fields.none} choices={withKept(held, form.meeting, kept?.meeting)} /></Field>
      <Field label={fields.item} {...(itemFault !== null && { validationState: 'error' as const, validationMessage: itemFault })}><Input maxLength={200} value={form.item} onChange={(_event, data) => change({ item: data.value })} style={{ minWidth: 0 }} /></Field>
      <Field label={fields.decision}><Picker value={form.decision} onChoose={(decision) => change({ decision })} words={words.picker} placeholder={fields.none} choices={withKept(taken, form.decision, kept?.decision)} /></Field>
      <div className="action-two">
        <Field label={fields.project} hint={fields.projectHint}><Input maxLength={200} value={form.project} onChange={(_event, data) => change({ project: data.value })} style={{ minWidth: 0 }} /></Field>
        <Field label={fields.risk} hint={fields.riskHint}><Input maxLength={200} value={form.risk} onChange={(_event, data) => change({ risk: data.value })} style={{ minWidth: 0 }} /></Field>
      </div>
    </fieldset>
  );
}
