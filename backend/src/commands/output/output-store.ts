import { join } from 'node:path';
import { type Readable } from 'node:stream';
import type { Clock } from '../../platform/time/clock.ts';
import type { OutputRepository } from './operation-output.repository.ts';
import { OutputFiles } from './output-files.ts';
import { OUTPUT_LIMITS } from './output-limits.ts';
import { partsOfFiles } from './output-parts.ts';
import { OutputSpool } from './output-spool.ts';
import { OutputWriter } from './output-writer.ts';
import { seal, type SealedOutput, unseal } from './sealed-output.ts';

/** The output of operations: in files while they run, in the database after. */
export class OutputStore {
  private readonly spools = new Map<string, OutputSpool>();

  /** @param files and the limits are others in tests: a disk that fails, less to write */
  constructor(
    dataDirectory: string,
    private readonly outputs: OutputRepository,
    private readonly clock: Clock,
    private readonly files = new OutputFiles(join(dataDirectory, 'operations')),
    private readonly limits = OUTPUT_LIMITS,
  ) {}

  /** Begins the output of an operation. No file is made before something is written. */
  open(operationId: string): OutputSpool {
    if (this.spools.has(operationId)) throw new Error(`The output of ${operationId} is open already`);
    if (!OutputFiles.isOperationId(operationId)) {
      throw new Error(`${JSON.stringify(operationId)} is no id of an operation`);
    }
    const writer = new OutputWriter(this.files, operationId, this.limits);
    const spool = new OutputSpool(writer, this.limits, this.clock, async () => this.close(operationId));
    this.spools.set(operationId, spool);
    return spool;
  }

  /** The output of an operation that runs in this process; null if there is none. */
  live(operationId: string): OutputSpool | null {
    return this.spools.get(operationId) ?? null;
  }

  /** What an operation has written until now, as one text; null if nothing is known of it. */
  async stream(operationId: string): Promise<Readable | null> {
    const spool = this.live(operationId);
    if (spool !== null) return spool.text();
    const stored = this.outputs.read(operationId) ?? (await this.recover(operationId));
    return stored === null ? null : unseal(stored);
  }

  /** The operations with files that nobody in this process writes to: their server has crashed, or another one runs them. */
  async strays(): Promise<string[]> {
    return (await this.files.ids()).filter((id) => !this.spools.has(id));
  }

  /** What a crashed server has left of an operation's output; null if there is nothing. Removes no file. */
  async recover(operationId: string): Promise<SealedOutput | null> {
    if (this.spools.has(operationId)) return null;
    const files = await this.files.of(operationId);
    return files.length === 0 ? null : seal(partsOfFiles(files, this.limits));
  }

  /** Removes the files of an operation that nobody in this process writes to, once what remains is stored. */
  async discard(operationId: string): Promise<void> {
    for (const { path } of await this.files.of(operationId)) await this.files.remove(path);
  }

  private async close(operationId: string): Promise<void> {
    this.spools.delete(operationId); // first: who asks for it now gets what was stored
    await this.discard(operationId);
  }
}
