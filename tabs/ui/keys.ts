// Single-key shortcuts: / search, j k move, c create, ? help. They keep silent while somebody types, and can be turned
// off (WCAG 2.1.4: a person who dictates would set them off).
import { useEffect, useEffectEvent } from 'react';

const OFF = 'gouverne.single-keys-off';
const store = (): Storage | null => { try { return globalThis.localStorage; } catch { return null; } };
export const singleKeysOn = (): boolean => store()?.getItem(OFF) !== '1';
export function setSingleKeys(on: boolean): void {
  try { if (on) store()?.removeItem(OFF); else store()?.setItem(OFF, '1'); } catch { /* storage refused: the choice lasts for this page only */ }
}

/** True where a letter is text: fields, editable areas, lists that search as one types. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color', 'file'].includes(target.type);
  return target.closest('[role="combobox"], [role="listbox"], [role="textbox"]') !== null;
}

export type Keys = Readonly<Record<string, () => void>>;

export function useKeys(keys: Keys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    const act = keys[event.key];
    // An open dialog is a world of its own; Escape and its like are not character keys, and stay.
    if (act === undefined || (event.key.length === 1 && !singleKeysOn()) || document.querySelector('[role="dialog"][aria-modal="true"], [role="alertdialog"]') !== null) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

const visible = (element: HTMLElement): boolean => element.getClientRects().length > 0;

/** Moves from row to row: a row is what carries `data-row`, the focusable part of it. */
export function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')].filter(visible);
  if (rows.length === 0) return;
  const active = document.activeElement;
  const here = rows.findIndex((row) => row === active || row.contains(active) || row.closest('[data-row-of]')?.contains(active) === true);
  const next = here === -1 ? (step === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, here + step));
  rows[next]?.focus();
}

export function focusSearch(): void {
  // The page's own list first, else all there is.
  const field = document.querySelector<HTMLInputElement>('input[data-search], [data-search] input') ?? document.querySelector<HTMLInputElement>('[data-search-all]');
  field?.focus();
  field?.select();
}
