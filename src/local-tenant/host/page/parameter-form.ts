// The form of an action command whose fields stand in the manifest: text, textarea, number, date, time, toggle, choiceset.

import type { AppExtensionCommand } from '../wire.ts';
import { h, uid } from './dom.ts';
import { button, openDialog } from './parts.ts';
import { sending } from './tasks.ts';
import { t } from './words.ts';

type Parameter = AppExtensionCommand['parameters'][number];

const TYPES: Readonly<Record<string, string>> = { number: 'number', date: 'date', time: 'time' };

export async function parameterForm(command: AppExtensionCommand, send: (data: unknown) => Promise<void>): Promise<void> {
  const fields = command.parameters.map(parameterField);
  const form = h('form', { id: uid('form'), attrs: { novalidate: false } }, fields.map((field) => field.element));
  await openDialog({
    title: command.title, lead: command.description === '' ? t.extension.params : command.description, size: { width: '480px' }, body: form,
    actions: (close) => [button(t.cancel, () => close()), button(t.extension.submit, () => form.requestSubmit(), { kind: 'primary' })],
    opened: (dialog, close) => {
      const submit = sending(send, dialog, () => close());
      form.addEventListener('submit', (event) => { event.preventDefault(); void submit(Object.fromEntries(fields.map((field) => [field.name, field.read()]))); });
      form.querySelector<HTMLElement>('input, textarea, select')?.focus();
    },
  });
}

function parameterField(parameter: Parameter): { name: string; element: HTMLElement; read: () => string } {
  const id = uid('parameter');
  const hint = parameter.description === '' || parameter.description === parameter.title ? null : h('p', { class: 'muted', id: `${id}-hint`, text: parameter.description });
  const attrs = { name: parameter.name, required: parameter.required, 'aria-describedby': hint?.id };
  const label = h('label', { text: parameter.title, attrs: { for: id } });
  if (parameter.inputType === 'toggle') {
    const input = h('input', { id, attrs: { ...attrs, type: 'checkbox', checked: parameter.value === 'true' } });
    return { name: parameter.name, element: h('div', { class: 'field' }, h('div', { class: 'check' }, input, label), hint), read: () => String(input.checked) };
  }
  const input = parameter.inputType === 'choiceset'
    ? h('select', { class: 'text-input', id, attrs }, parameter.choices.map((choice) => h('option', { attrs: { value: choice.value, selected: choice.value === parameter.value }, text: choice.title })))
    : parameter.inputType === 'textarea' ? h('textarea', { class: 'text-input', id, text: parameter.value, attrs: { ...attrs, rows: 4 } })
      : h('input', { class: 'text-input', id, attrs: { ...attrs, type: TYPES[parameter.inputType] ?? 'text', value: parameter.value } });
  return { name: parameter.name, element: h('div', { class: 'field' }, label, input, hint), read: () => input.value };
}
