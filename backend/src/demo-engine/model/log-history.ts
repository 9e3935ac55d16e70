import { type Container } from './container.ts';
import { type LogProgram, type LogStream } from './log-program.ts';
import { MILLISECOND, SECOND, type Micros, type Moment } from './moment.ts';
import { Random, seedOfId } from './random.ts';

export interface LogLine {
  readonly at: Moment;
  readonly stream: LogStream;
  readonly text: string;
}

export interface LogRange {
  /** Both included. */
  readonly since: Moment;
  readonly until: Moment;
  /** The last so many. */
  readonly count: number;
}

/** Lines said on an occasion that are kept for each container. */
const REMEMBERED = 120;
/** Turns of chatter that are there to be read, as if older ones had been rotated away. */
const TURNS_KEPT = 2_000;
/** Lines of one entry follow each other this closely, so that some two dozen fit into the time an entry takes. */
const LINE_GAP: Micros = 37;
const ENTRY_TAKES: Micros = MILLISECOND;

/**
 * What was said when. Time is cut into turns of a program's mean pace; each turn has at most one entry, whose moment and
 * text follow from the seed and the number of the turn.
 */
export class LogHistory {
  readonly #seed: number;
  readonly #quietFrom: Moment | null;
  readonly #programs: Readonly<Record<string, LogProgram>>;
  readonly #remembered = new Map<string, readonly LogLine[]>();

  constructor(parts: {
    readonly seed: number;
    /** No chatter from here on; null: it never ends. */
    readonly quietFrom: Moment | null;
    readonly programs: Readonly<Record<string, LogProgram>>;
  }) {
    this.#seed = parts.seed;
    this.#quietFrom = parts.quietFrom;
    this.#programs = parts.programs;
  }

  remember({ id }: Container, line: LogLine): void {
    this.#remembered.set(id, [...(this.#remembered.get(id) ?? []), line].slice(-REMEMBERED));
  }

  forget({ id }: Container): void {
    this.#remembered.delete(id);
  }

  tail(container: Container, range: LogRange): readonly LogLine[] {
    if (range.count <= 0) return [];
    const said = (this.#remembered.get(container.id) ?? []).filter((line) => isWithin(line, range));
    const chatter = this.#chatter(container, range);
    return [...said, ...chatter].sort((a, b) => a.at - b.at).slice(-range.count);
  }

  /** When the program has said what it says next, after this moment; null: it is silent as long as nothing happens. */
  nextChatter(container: Container, after: Moment): Moment | null {
    const pace = this.#paceOf(container);
    if (pace === null || this.#quietFrom !== null || container.runs.at(-1)?.until !== null) return null;
    const turn = Math.floor(after / pace);
    const inThisTurn = this.#momentOf(container, turn, pace);
    return ENTRY_TAKES + (inThisTurn > after ? inThisTurn : this.#momentOf(container, turn + 1, pace));
  }

  /** From the last turn backwards, until there is enough. */
  #chatter(container: Container, range: LogRange): readonly LogLine[] {
    const { since, count } = range;
    const until = Math.min(range.until, this.#quietFrom ?? range.until);
    const pace = this.#paceOf(container);
    if (pace === null) return [];
    const [firstRun] = container.runs;
    const earliest = Math.max(since, firstRun?.from ?? until, until - TURNS_KEPT * pace);
    const found: LogLine[] = [];
    for (
      let turn = Math.floor(until / pace);
      (turn + 1) * pace > earliest && found.length < count;
      turn -= 1
    ) {
      found.unshift(...this.#entry(container, turn, pace).filter((line) => isWithin(line, { since, until })));
    }
    return found;
  }

  #entry(container: Container, turn: number, pace: Micros): readonly LogLine[] {
    const at = this.#momentOf(container, turn, pace);
    const wasRunning = container.runs.some(({ from, until }) => at > from && (until === null || at <= until));
    const program = this.#programs[container.spec.behaviour.program];
    if (!wasRunning || program === undefined) return [];
    const random = this.#randomFor(container, turn);
    const { stream, lines } = program.say({ random, at, turn });
    return lines.map((text, index) => ({ at: at + index * LINE_GAP, stream, text }));
  }

  #momentOf(container: Container, turn: number, pace: Micros): Moment {
    const share = this.#randomFor(container, turn).next();
    return Math.floor((turn + 0.05 + 0.9 * share) * pace);
  }

  #randomFor({ id }: Container, turn: number): Random {
    return new Random(this.#seed, seedOfId(id), turn);
  }

  #paceOf({ spec }: Container): Micros | null {
    const seconds = this.#programs[spec.behaviour.program]?.everySeconds;
    return seconds === null || seconds === undefined ? null : seconds * SECOND;
  }
}

function isWithin({ at }: LogLine, { since, until }: Pick<LogRange, 'since' | 'until'>): boolean {
  return at >= since && at <= until;
}
