import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of small programs, for tests that need real processes. */
export class ProgramFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'homelab-programs-'));

  /** @returns the path of a program that `/bin/sh` executes */
  shell(name: string, ...lines: readonly string[]): string {
    return this.write(name, ['#!/bin/sh', ...lines]);
  }

  /** @returns the path of a program that this very Node executes, as an ES module */
  node(name: string, ...lines: readonly string[]): string {
    this.write(`${name}.mjs`, lines);
    return this.write(name, ['#!/bin/sh', `exec '${process.execPath}' '${join(this.path, name)}.mjs' "$@"`]);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  private write(name: string, lines: readonly string[]): string {
    const path = join(this.path, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    chmodSync(path, 0o755);
    return path;
  }
}
