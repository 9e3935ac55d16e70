import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.ts';

/** What one part of the program says of itself. */
export interface PartState {
  readonly status: string;
  /** Whether the program cannot do its work without this part. */
  readonly blocking: boolean;
}

/** Collects what the parts say, for `/readyz`. Modules add their own part when they start. */
@Injectable()
export class Readiness {
  private readonly parts = new Map<string, () => PartState>();

  constructor(database: Database) {
    this.add('database', () => ({
      status: database.answers() ? 'ok' : 'failing',
      blocking: !database.answers(),
    }));
  }

  add(name: string, state: () => PartState): void {
    this.parts.set(name, state);
  }

  states(): ReadonlyMap<string, PartState> {
    return new Map([...this.parts].map(([name, state]) => [name, state()]));
  }
}
