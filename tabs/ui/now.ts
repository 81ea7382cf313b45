// The present, as something that a page may read while it draws: it moves by itself every half minute.
import { useEffect, useState } from 'react';

const EVERY_MS = 30_000;

export function useNow(everyMs: number = EVERY_MS): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
