// The words, the priority and the links of an action: only what was changed is sent.
import { useId, useState } from 'react';
import { Dropdown, Field, Input, Option, Textarea } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { ActionPriority, type ActionChange, type ActionDetail } from '../../src/contract/actions.ts';
import { sentenceFor } from '../api/problem.ts';
import { Loaded } from '../layout.tsx';
import { useSession, useWords } from '../session.tsx';
import { useDialogue, type DialogProps } from './carrying.ts';
import { linksOf } from './change-model.ts';
import { ActionDialog } from './dialogs.tsx';
import { LinkFields, sentLinks, type LinksForm } from './link-fields.tsx';
import { actionWords } from './words.ts';

export function EditDialog(props: DialogProps) {
  const { queries } = useSession();
  const detail = useQuery(queries.action(props.asked.id));
  const words = useWords(actionWords);
  const waiting = useDialogue(props.carry, props.asked, props.onClose);
  // Words that were not seen are not edited.
  if (detail.data === undefined) return <ActionDialog title={words.edit.title(props.asked.id)} go={words.edit.go} dialogue={{ ...waiting, busy: true }} fields={[]} onClose={props.onClose} onGo={() => undefined}><Loaded query={detail}>{() => null}</Loaded></ActionDialog>;
  return <Edit {...props} detail={detail.data} />;
}

function Edit({ asked, carry, onClose, detail }: DialogProps & { readonly detail: ActionDetail }) {
  const words = useWords(actionWords);
  const dialogue = useDialogue(carry, detail, onClose);
  const [before] = useState(() => ({ title: detail.title, detail: detail.detail ?? '', priority: detail.priority, links: linksForm(detail) }));
  const [form, setForm] = useState(before);
  const [tried, setTried] = useState(false);
  const [titleId, detailId] = [useId(), useId()];
  const { failure } = dialogue;
  const change: ActionChange = {
    ...(form.title.trim() !== before.title && { title: form.title.trim() }),
    ...(form.detail.trim() !== before.detail && { detail: form.detail.trim() === '' ? null : form.detail.trim() }),
    ...(form.priority !== before.priority && { priority: form.priority }),
    ...(JSON.stringify(form.links) !== JSON.stringify(before.links) && { links: sentLinks(form.links) }),
  };
  const titleFault = tried && form.title.trim() === '' ? words.edit.noTitle : sentenceFor(failure, 'title');
  const detailFault = sentenceFor(failure, 'detail');
  const isSame = Object.keys(change).length === 0;
  const go = (): void => {
    setTried(true);
    if (form.title.trim() === '') document.getElementById(titleId)?.focus();
    else if (isSame) onClose();
    else void dialogue.run(change, words.edit.said(asked.id));
  };
  return (
    <ActionDialog title={words.edit.title(asked.id)} go={words.edit.go} dialogue={dialogue} fields={['title', 'detail', 'item', 'links.item']} onClose={onClose} onGo={go}>
      <Field label={words.fields.title} required {...(titleFault !== null && { validationState: 'error' as const, validationMessage: titleFault })}><Input id={titleId} maxLength={200} value={form.title} onChange={(_event, data) => setForm({ ...form, title: data.value })} style={{ minWidth: 0 }} /></Field>
      <Field label={words.fields.detail} hint={words.fields.detailHint} {...(detailFault !== null && { validationState: 'error' as const, validationMessage: detailFault })}><Textarea id={detailId} rows={4} maxLength={4000} resize="vertical" value={form.detail} onChange={(_event, data) => setForm({ ...form, detail: data.value })} /></Field>
      <PriorityField value={form.priority} onChange={(priority) => setForm({ ...form, priority })} />
      <LinkFields committee={detail.committee.id} form={form.links} kept={{ meeting: detail.links.meeting?.title ?? null, decision: detail.links.decision?.title ?? null }} onChange={(links) => setForm({ ...form, links })} itemFault={sentenceFor(failure, 'item', 'links.item')} />
      {tried && isSame && <p className="muted">{words.edit.unchanged}</p>}
    </ActionDialog>
  );
}

const linksForm = ({ links }: ActionDetail): LinksForm => { const { meeting, item, decision, project, risk } = linksOf(links); return { meeting: meeting ?? null, decision: decision ?? null, item: item ?? '', project: project ?? '', risk: risk ?? '' }; };

export function PriorityField({ value, onChange }: { readonly value: ActionPriority; readonly onChange: (priority: ActionPriority) => void }) {
  const words = useWords(actionWords);
  return (
    <Field label={words.fields.priority}>
      <Dropdown value={words.priorities[value]} selectedOptions={[value]} onOptionSelect={(_event, data) => { const chosen = ActionPriority.options.find((one) => one === data.optionValue); if (chosen !== undefined) onChange(chosen); }} style={{ minWidth: 0 }}>
        {ActionPriority.options.map((one) => <Option key={one} value={one}>{words.priorities[one]}</Option>)}
      </Dropdown>
    </Field>
  );
}
