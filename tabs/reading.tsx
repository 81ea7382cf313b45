// Reading the whole of Microsoft 365 takes seconds, at the pace that it allows: what is going on, since when, and why so long.
// It is said aloud once when it begins and now and then while it lasts; the page that asked says what was found.
import { useEffect, useEffectEvent, useState } from 'react';
import { useSession, useShellWords } from './session.tsx';
import { duration } from './ui/format.ts';
import { Shimmer } from './ui/parts.tsx';
import './reading.css';

/** Nothing flashes for what is over at once (experience.md, principle 6). */
const SILENT_MS = 300;
const SAID_EVERY_S = 10;

/** `what`: the act that waits for the reading, when it is more than reading. `skeleton`: nothing else is on the page yet. */
export function Reading({ what, skeleton }: { readonly what?: string; readonly skeleton?: boolean }) {
  const words = useShellWords().reading;
  const { announce, language } = useSession();
  const [began] = useState(() => Date.now());
  const [seconds, setSeconds] = useState<number | null>(null);
  const sentence = what ?? words.now;
  const say = useEffectEvent((passed: number) => announce(passed === 0 ? `${sentence} ${words.why}` : words.still(duration(passed, language))));
  useEffect(() => {
    let next = 0;
    const tick = (): void => {
      const passed = Math.floor((Date.now() - began) / 1000);
      setSeconds(passed);
      if (passed < next) return;
      say(next);
      next += SAID_EVERY_S;
    };
    const first = setTimeout(tick, SILENT_MS);
    const timer = setInterval(tick, 1000);
    return () => { clearTimeout(first); clearInterval(timer); };
  }, [began]);
  return (
    <>
      {seconds !== null && (
        <div className="reading">
          <p className="row" data-between><span className="strong">{sentence}</span>{seconds > 0 && <span className="muted reading-time">{words.since(duration(seconds, language))}</span>}</p>
          <div className="reading-bar" />
          <p className="muted small">{words.why}</p>
        </div>
      )}
      {skeleton && <Shimmer label={sentence} lines={[60, 90, 75, 90, 60]} />}
    </>
  );
}
