import { Injectable } from '@nestjs/common';

/** The processes that run operations: this one, and others on the same database. */
@Injectable()
export class Runners {
  /** How this process signs the operations it runs. */
  readonly own: string = `boot:${process.pid}:0`;

  /** Whether the process that signed so is still there. */
  isAlive(runner: string): boolean {
    try {
      process.kill(Number(runner.split(':')[1]), 0);
      return true;
    } catch {
      return false;
    }
  }
}
