// A dialog gives the focus back to what opened it, also when it was opened by a key or by an act that has no trigger of its own.
import { useEffect, useLayoutEffect, useRef } from 'react';

/** Fluent lets a dialog fade before it leaves the page; until then it would take the focus back. */
const FADED_MS = 300;

export function useReturnFocus(open: boolean): void {
  const from = useRef<HTMLElement | null>(null);
  // Before the dialog's own effect moves the focus into it.
  useLayoutEffect(() => { if (open && document.activeElement instanceof HTMLElement) from.current = document.activeElement; }, [open]);
  useEffect(() => {
    if (open || from.current === null) return undefined;
    const back = from.current;
    from.current = null;
    const isLost = () => document.activeElement === null || document.activeElement === document.body || document.activeElement.closest('[role="dialog"], [role="alertdialog"]') !== null;
    const give = () => { if (back.isConnected && back !== document.body && isLost()) back.focus(); };
    give();
    const timer = setTimeout(give, FADED_MS);
    return () => clearTimeout(timer);
  }, [open]);
}

/** What had the focus may have left the page with its row: the title then takes it, so that the keyboard is never nowhere. */
export function useRefuge(open: boolean): void {
  const wasOpen = useRef(false);
  useEffect(() => {
    if (open) { wasOpen.current = true; return undefined; }
    if (!wasOpen.current) return undefined;
    wasOpen.current = false;
    const timer = setTimeout(() => {
      if (document.activeElement === null || document.activeElement === document.body) document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
    }, FADED_MS + 100);
    return () => clearTimeout(timer);
  }, [open]);
}
