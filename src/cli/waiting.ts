// A line that says what is being waited for, when the wait is long enough to wonder. Only for somebody who looks; gone when it is over.
import type { Context } from './context.ts';
import { duration } from './words.ts';

const TURNS = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const;
const STEP_MS = 120;
/** Below that a notice would only flicker. */
const SHOWN_AFTER_MS = 400;

export async function waiting<T>({ world, words, err, quiet, json }: Context, what: string, work: Promise<T>): Promise<T> {
  if (quiet || json || !err.isTTY) return work;
  const began = world.now();
  let turn = 0;
  let shown = false;
  const stop = world.every(STEP_MS, () => {
    const elapsed = world.now() - began;
    if (elapsed < SHOWN_AFTER_MS) return;
    shown = true;
    turn = (turn + 1) % TURNS.length;
    err.raw(`\r\u001b[2K${err.style.dim(`${TURNS[turn] ?? ''} ${what}${elapsed < 2000 ? '' : `  ${duration(elapsed, words)}`}`)}`);
  });
  try {
    return await work;
  } finally {
    stop();
    if (shown) err.raw('\r\u001b[2K');
  }
}
