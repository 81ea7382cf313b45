// The form of a new action: what is missing, and what is sent.
import type { ActionPriority, NewAction } from '../../src/contract/actions.ts';
import { askedDue, NO_DUE, type DueForm } from './due-field.tsx';
import { NO_LINKS, sentLinks, type LinksForm } from './link-fields.tsx';
import { ownerFrom } from './owners.ts';

export interface ActionForm { readonly committee: string | null; readonly title: string; readonly detail: string; readonly owner: string | null; readonly due: DueForm; readonly priority: ActionPriority; readonly links: LinksForm; readonly inCamera: boolean }
export const emptyForm = (committee: string | null): ActionForm => ({ committee, title: '', detail: '', owner: null, due: NO_DUE, priority: 'medium', links: NO_LINKS, inCamera: false });

/** A form that was kept, perhaps by an older version of the page. */
export const keptForm = (kept: unknown, committee: string | null): ActionForm => ({ ...emptyForm(committee), ...(typeof kept === 'object' ? kept : null) });
/** Whether somebody would miss it. */
export const isWorthKeeping = (form: ActionForm): boolean => form.title.trim() !== '' || form.detail.trim() !== '';

export const FIELDS = ['committee', 'title', 'due'] as const;
export type Missing = (typeof FIELDS)[number];
export const missingIn = (form: ActionForm): readonly Missing[] => FIELDS.filter((field) => (field === 'committee' ? form.committee === null : field === 'title' ? form.title.trim() === '' : askedDue(form.due) === null));

export function toNewAction(form: ActionForm): NewAction {
  return {
    committee: form.committee ?? '', title: form.title.trim(), detail: form.detail.trim() === '' ? null : form.detail.trim(), owner: ownerFrom(form.owner), due: askedDue(form.due) ?? '',
    priority: form.priority, links: sentLinks(form.links), message: null, inCamera: form.inCamera,
  };
}
