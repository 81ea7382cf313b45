// After each test file: a timer, pool or server left behind fails it, so that a leak is found in the file that made it.
import { afterAll } from '@jest/globals';

const WATCHED = new Set(['TCPServerWrap', 'Timeout', 'PipeWrap', 'ProcessWrap']);

afterAll(async () => {
  if (typeof process.getActiveResourcesInfo !== 'function') return;
  for (let tries = 0; tries < 20; tries += 1) {
    if (leftovers().length === 0) return;
    await new Promise((resolve) => { setTimeout(resolve, 50).unref?.(); });
  }
  const left = leftovers();
  if (left.length > 0) throw new Error(`left behind by this test file: ${left.join(', ')}`);
});

/** Timers that jest itself holds are unref'd; a referenced one is ours. One TCP server or child process is one leak. */
function leftovers(): string[] {
  return process.getActiveResourcesInfo().filter((kind) => WATCHED.has(kind) && kind !== 'Timeout' && kind !== 'PipeWrap');
}
