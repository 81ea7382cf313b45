// A log that keeps its lines, so that a test can say what was told, and what must never be.
import type { Log, LogFacts, LogLevel } from '../../src/shared/log.ts';
import { redact } from '../../src/shared/log.ts';

export interface LogLine { readonly level: LogLevel; readonly event: string; readonly facts: Readonly<Record<string, unknown>> }

export function recordingLog(): Log & { readonly lines: LogLine[]; of(event: string): LogLine[]; text(): string } {
  const lines: LogLine[] = [];
  const at = (common: LogFacts): Log => {
    const say = (level: LogLevel) => (event: string, facts: LogFacts = {}): void => { lines.push({ level, event, facts: redact({ ...common, ...facts }) as Record<string, unknown> }); };
    return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error'), with: (facts) => at({ ...common, ...facts }) };
  };
  return { ...at({}), lines, of: (event) => lines.filter((line) => line.event === event), text: () => JSON.stringify(lines) };
}
