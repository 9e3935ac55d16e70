/** One line of the log, parsed. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly level: string; readonly msg: string };

/** Keeps what is logged, for tests to read. */
export class LogLines {
  private readonly written: string[] = [];

  /** As pino's destination. */
  write(line: string): void {
    this.written.push(line);
  }

  all(): readonly LogLine[] {
    return this.written.map((line) => JSON.parse(line) as LogLine);
  }

  withMessage(message: string): readonly LogLine[] {
    return this.all().filter(({ msg }) => msg === message);
  }

  /** Everything as it was written: for what must not be in it. */
  text(): string {
    return this.written.join('');
  }
}
