import type { OutputFile, OutputFiles, WritableFile } from './output-files.ts';
import type { OutputLimits } from './output-limits.ts';

/** More than this waiting for the disk, and whoever writes should wait too. */
const WAITING_MAX_BYTES = 1024 * 1024;

/** The file being written, and the one before it: together they always hold the end that is kept. */
const TAIL_FILES = 2;

/**
 * Writes an operation's output to files: one for the beginning, and one after the other for the rest, of which the
 * last two stay. So a gigabyte needs 9 MiB of disk. If the disk refuses, it stops; the operation does not.
 */
export class OutputWriter {
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private working: Promise<void> | null = null;
  private file: WritableFile | null = null;
  private readonly kept: { readonly path: string; readonly offset: number; bytes: number }[] = [];
  private refusal: unknown = null;

  constructor(
    private readonly files: OutputFiles,
    private readonly id: string,
    private readonly limits: OutputLimits,
  ) {}

  /** What is on the disk, in order. The first one is the beginning. */
  get written(): readonly OutputFile[] {
    return this.kept;
  }

  /** Why nothing is written any more; null as long as all is well. */
  get failure(): unknown {
    return this.refusal;
  }

  /** @returns a promise if the caller should wait before it writes more */
  write(chunk: Buffer): Promise<void> | undefined {
    if (this.refusal !== null) return undefined;
    this.waiting.push(chunk);
    this.waitingBytes += chunk.length;
    this.working ??= this.work();
    return this.waitingBytes > WAITING_MAX_BYTES ? this.working : undefined;
  }

  /** Resolves when all that was written before is on the disk, or refused. */
  async flush(): Promise<void> {
    while (this.working !== null) await this.working;
  }

  async close(): Promise<void> {
    await this.flush();
    await this.closeFile().catch(async (error: unknown) => this.giveUp(error)); // some disks refuse only now
  }

  private async work(): Promise<void> {
    try {
      while (this.waiting.length > 0) {
        const chunks = this.waiting;
        this.waiting = [];
        this.waitingBytes = 0;
        await this.store(chunks);
      }
    } catch (error) {
      await this.giveUp(error);
    } finally {
      this.working = null;
    }
  }

  private async store(chunks: readonly Buffer[]): Promise<void> {
    let batch: Buffer[] = [];
    let room = await this.makeRoom();
    for (const chunk of chunks) {
      let rest = chunk;
      while (rest.length > room) {
        batch.push(rest.subarray(0, room));
        await this.append(batch);
        batch = [];
        rest = rest.subarray(room);
        room = await this.makeRoom();
      }
      batch.push(rest);
      room -= rest.length;
    }
    await this.append(batch);
  }

  /** @returns how much the current file can still take */
  private async makeRoom(): Promise<number> {
    const current = this.kept.at(-1);
    const room = current === undefined ? 0 : this.sizeOf(current) - current.bytes;
    if (room > 0) return room;
    await this.closeFile();
    const offset = current === undefined ? 0 : current.offset + current.bytes;
    const path = this.files.path(this.id, offset);
    this.file = await this.files.create(path);
    const next = { path, offset, bytes: 0 };
    this.kept.push(next);
    const [superseded] = this.kept.length > 1 + TAIL_FILES ? this.kept.splice(1, 1) : [];
    if (superseded !== undefined) await this.files.remove(superseded.path);
    return this.sizeOf(next);
  }

  private async append(batch: readonly Buffer[]): Promise<void> {
    const current = this.kept.at(-1);
    if (batch.length === 0 || current === undefined) return;
    await this.file?.write(batch);
    current.bytes += batch.reduce((sum, { length }) => sum + length, 0);
  }

  /** The beginning stays. The rest has a hole from here on, and its room is given back to a disk that has none. */
  private async giveUp(error: unknown): Promise<void> {
    this.refusal = error;
    this.waiting = [];
    this.waitingBytes = 0;
    await this.closeFile().catch(() => undefined); // it has failed already
    for (const { path } of this.kept.splice(1)) await this.files.remove(path).catch(() => undefined);
  }

  private async closeFile(): Promise<void> {
    const file = this.file;
    this.file = null;
    await file?.close();
  }

  private sizeOf({ offset }: { readonly offset: number }): number {
    return offset === 0 ? this.limits.headBytes : this.limits.tailBytes;
  }
}
