// The log as lines of JSON, one event a line, for whatever collects the program's output.
import type { Log, LogFacts, LogLevel } from '../../shared/log.ts';
import { redact } from '../../shared/log.ts';

const ORDER: Readonly<Record<LogLevel, number>> = { debug: 10, info: 20, warn: 30, error: 40 };

export interface JsonLinesOptions {
  readonly level: LogLevel | 'silent';
  /** Where a line goes; standard error by default, so that what a person asked for on standard output stays readable. */
  readonly write?: (line: string) => void;
  readonly now?: () => Date;
}

export function jsonLines({ level, write = (line) => { process.stderr.write(line); }, now = () => new Date() }: JsonLinesOptions): Log {
  const least = level === 'silent' ? Infinity : ORDER[level];
  const at = (common: LogFacts): Log => {
    const say = (of: LogLevel) => (event: string, facts: LogFacts = {}): void => {
      if (ORDER[of] < least) return;
      write(`${JSON.stringify({ ...(redact({ ...common, ...facts }) as object), at: now().toISOString(), level: of, event })}\n`);
    };
    return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error'), with: (facts) => at({ ...common, ...facts }) };
  };
  return at({});
}
