import { Injectable } from '@nestjs/common';

/** Where the person who started the program reads along. A port: tests read along instead. */
export abstract class Terminal {
  abstract show(lines: readonly string[]): void;
}

/** Standard error, past the log: what is shown here must not end up in a file of log lines. */
@Injectable()
export class StandardError extends Terminal {
  show(lines: readonly string[]): void {
    const width = Math.max(...lines.map((line) => line.length));
    const rule = `+${'-'.repeat(width + 2)}+`;
    const framed = lines.map((line) => `| ${line.padEnd(width)} |`);
    process.stderr.write(`\n${[rule, ...framed, rule].join('\n')}\n\n`);
  }
}
