import { misfits, type Shape } from './shape.ts';
import { rawRequest, type RawAnswer, type RawRequest } from './raw-request.ts';

/** What has to be there on an engine before the probes are run. All are named by their name. */
export interface ConformanceSubjects {
  /** Runs, has a health check, and has written several lines to both streams. */
  readonly running: string;
  /** Runs with a terminal and has written to it. */
  readonly terminal: string;
  /** Has ended with 0 after writing to its standard output. */
  readonly finished: string;
  /** Runs, ends on SIGTERM within seconds, and has no restart policy. The probes stop, rename and remove it. */
  readonly spare: string;
  /** An image on the machine, such as `lab/busybox:1`. */
  readonly image: string;
  /** What can be pulled: not on the machine yet. */
  readonly pullable: { readonly name: string; readonly tag: string };
  /** A volume. */
  readonly volume: string;
}

/** Sends requests to the engine under test and collects what is wrong with the answers. */
export class Examination {
  readonly subjects: ConformanceSubjects;
  readonly #socketPath: string;
  readonly #problems: string[] = [];

  constructor(socketPath: string, subjects: ConformanceSubjects) {
    this.#socketPath = socketPath;
    this.subjects = subjects;
  }

  get problems(): readonly string[] {
    return this.#problems;
  }

  async ask(
    method: RawRequest['method'],
    path: string,
    options: Pick<RawRequest, 'isEnough'> = {},
  ): Promise<RawAnswer> {
    return rawRequest(this.#socketPath, { method, path, ...options });
  }

  /** Asks, and notes it unless the answer has this status. */
  async expect(status: number, method: RawRequest['method'], path: string): Promise<RawAnswer> {
    const answer = await this.ask(method, path);
    this.check(
      answer.status === status,
      `${method} ${path}: ${answer.status} instead of ${status}: ${answer.body.toString()}`,
    );
    return answer;
  }

  /** Asks for JSON with the status 200 and the given shape; returns it whether it fits or not. */
  async expectShape(shape: Shape, path: string): Promise<unknown> {
    const answer = await this.expect(200, 'GET', path);
    const value = parseJson(answer.body);
    for (const misfit of misfits(value, shape)) this.note(`GET ${path}: ${misfit}`);
    return value;
  }

  /** Asks for a complaint: this status, and a message that matches. */
  async expectMessage(
    status: number,
    message: RegExp,
    method: RawRequest['method'],
    path: string,
  ): Promise<void> {
    const { body } = await this.expect(status, method, path);
    const text = String(field(parseJson(body), 'message'));
    this.check(
      message.test(text),
      `${method} ${path}: ${JSON.stringify(text)} does not match ${String(message)}`,
    );
  }

  check(isRight: boolean, problem: string): void {
    if (!isRight) this.note(problem);
  }

  note(problem: string): void {
    this.#problems.push(problem);
  }
}

/** One thing an engine does, tried. */
export interface ConformanceProbe {
  readonly name: string;
  readonly run: (examination: Examination) => Promise<void>;
}

export function probe(name: string, run: ConformanceProbe['run']): ConformanceProbe {
  return { name, run };
}

/** Tries one thing on the engine behind a socket. Returns what is not as it should be. */
export async function runProbe(
  socketPath: string,
  { run }: ConformanceProbe,
  subjects: ConformanceSubjects,
): Promise<readonly string[]> {
  const examination = new Examination(socketPath, subjects);
  try {
    await run(examination);
  } catch (error) {
    examination.note(`failed: ${error instanceof Error ? error.message : String(error)}`);
  }
  return examination.problems;
}

export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined; // the shape or the message will say that it is not there
  }
}

/** A JSON object a line. */
export function parseLines(body: Buffer): readonly unknown[] {
  const lines = body.toString().split(/\r?\n/);
  return lines.filter((line) => line !== '').map((line) => parseJson(Buffer.from(line)));
}

/** The value at a path of keys, or undefined. */
export function field(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? new Map(Object.entries(inner)).get(key) : undefined,
    value,
  );
}
