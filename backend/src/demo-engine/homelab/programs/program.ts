import { type LogContext, type LogProgram, type LogStream } from '../../model/log-program.ts';
import { MILLISECOND, SECOND, type Moment } from '../../model/moment.ts';

/** Something a program says now and then: one line, or several that belong together. */
interface Saying {
  /** How often, compared to the others. */
  readonly weight: number;
  readonly stream?: LogStream;
  readonly text: (context: LogContext) => string | readonly string[];
}

export interface ProgramDraft {
  readonly everySeconds: number | null;
  readonly sayings: readonly Saying[];
  /** `{iso}` stands for the time. */
  readonly starting?: readonly string[];
  readonly failing?: readonly string[];
}

export function program({ everySeconds, sayings, starting = [], failing = [] }: ProgramDraft): LogProgram {
  const total = sayings.reduce((sum, { weight }) => sum + weight, 0);
  return {
    everySeconds,
    starting: (at) => starting.map((line) => line.replaceAll('{iso}', toIso(at))),
    failing,
    say: (context) => {
      let left = context.random.between(0, total);
      const saying = sayings.find(({ weight }) => (left -= weight) < 0) ?? sayings[0];
      const text = saying?.text(context) ?? '';
      return { stream: saying?.stream ?? 'stdout', lines: typeof text === 'string' ? [text] : text };
    },
  };
}

/** `2026-06-18T14:32:08.123Z`. */
export function iso({ at }: LogContext): string {
  return toIso(at);
}

/** `2026-06-18 14:32:08`. */
export function plainTime(context: LogContext): string {
  return iso(context).slice(0, 19).replace('T', ' ');
}

/** `14:32:08`. */
export function clockTime(context: LogContext): string {
  return iso(context).slice(11, 19);
}

export function unixSeconds({ at }: LogContext): number {
  return Math.floor(at / SECOND);
}

/** Somebody at home. */
export function lanAddress({ random }: LogContext): string {
  return `192.168.1.${random.whole(20, 90)}`;
}

export function milliseconds({ random }: LogContext, least: number, most: number): string {
  return random.between(least, most).toFixed(3);
}

function toIso(at: Moment): string {
  return new Date(at / MILLISECOND).toISOString();
}
