import { Injectable } from '@nestjs/common';
import { isRunnerAlive, runnerIdentity } from '../runner-identity.ts';

/** The processes that run operations: this one, and others on the same database. */
@Injectable()
export class Runners {
  /** How this process signs the operations it runs. */
  readonly own = runnerIdentity();

  /** Whether the process that signed so is still there. */
  isAlive(runner: string): boolean {
    return isRunnerAlive(runner);
  }
}
