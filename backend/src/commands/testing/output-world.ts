import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../platform/database/database.ts';
import { Ledger } from '../../platform/database/ledger.ts';
import { UnitOfWork } from '../../platform/database/unit-of-work.ts';
import type { Clock } from '../../platform/time/clock.ts';
import { SystemClock } from '../../platform/time/system-clock.ts';
import { OutputRepository } from '../output/operation-output.repository.ts';
import type { OutputFiles } from '../output/output-files.ts';
import { OUTPUT_LIMITS } from '../output/output-limits.ts';
import { OutputStore } from '../output/output-store.ts';

/** Output as it is stored: a folder and a database, both real. */
export class OutputWorld implements AsyncDisposable {
  readonly folder: string;
  readonly ledger: Ledger;
  readonly repository: OutputRepository;

  private constructor(
    readonly dataDirectory: string,
    private readonly database: Database,
  ) {
    this.folder = join(dataDirectory, 'operations');
    this.ledger = new Ledger(database, new UnitOfWork(database));
    this.repository = new OutputRepository(this.ledger);
  }

  static async open(): Promise<OutputWorld> {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'homelab-output-'));
    return new OutputWorld(dataDirectory, await Database.open(dataDirectory, [], 0));
  }

  /** A store, as a server that has just started has it. */
  store({
    clock = new SystemClock(),
    files,
    limits = OUTPUT_LIMITS,
  }: { clock?: Clock; files?: OutputFiles; limits?: typeof OUTPUT_LIMITS } = {}): OutputStore {
    return new OutputStore(this.dataDirectory, this.repository, clock, files, limits);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.ledger.onApplicationShutdown();
    await this.database.close();
    rmSync(this.dataDirectory, { recursive: true, maxRetries: 5 }); // a spool nobody sealed may still write
  }
}
