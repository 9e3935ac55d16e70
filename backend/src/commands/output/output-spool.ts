import { Readable } from 'node:stream';
import type { Clock } from '../../platform/time/clock.ts';
import { errorCode } from '../adapters/error-code.ts';
import type { OutputStream } from '../process-runner.ts';
import { leaveOut } from './left-out.ts';
import { OutputFollower, type TakePiece } from './output-follower.ts';
import { bytesOf, type OutputParts, partsOfFiles, readParts } from './output-parts.ts';
import type { OutputLimits } from './output-limits.ts';
import type { OutputWriter } from './output-writer.ts';
import { RecentOutput } from './recent-output.ts';
import { seal, type SealedOutput } from './sealed-output.ts';
import { WholeCharacters } from './whole-characters.ts';

/** The output of one running operation: takes it in, keeps its beginning and its end, tells it to who watches. */
export class OutputSpool {
  private readonly recent = new RecentOutput();
  private readonly characters = { stdout: new WholeCharacters(), stderr: new WholeCharacters() };
  private readonly followers = new Set<OutputFollower>();
  private received = 0;
  private sealing: Promise<SealedOutput> | null = null;
  private sealed: SealedOutput | null = null;

  constructor(
    private readonly writer: OutputWriter,
    private readonly limits: OutputLimits,
    private readonly clock: Clock,
    private readonly remove: () => Promise<void>,
  ) {}

  /** How much was written in all. */
  get bytes(): number {
    return this.received;
  }

  /** Whether something between the beginning and the end is not kept. */
  get truncated(): boolean {
    if (this.sealed !== null) {
      return this.sealed.totalBytes > this.sealed.headBytes + this.sealed.tailBytes;
    }
    if (this.writer.failure === null) return this.received > this.limits.headBytes + this.limits.tailBytes;
    const { totalBytes, head, tail } = this.afterRefusal();
    return totalBytes > bytesOf(head) + bytesOf(tail);
  }

  /** For people, if the disk refused to take the output; null as long as all is well. */
  get note(): string | null {
    const { failure } = this.writer;
    if (failure === null) return null;
    return `The output could not be stored (${errorCode(failure)}): only its beginning and what fits into memory is kept. The operation goes on. Check the space and the permissions of HOMELAB_DATA_DIR.`;
  }

  /**
   * Takes in what was written. Nothing happens once it is sealed.
   *
   * @param chunk kept, so nobody may change it
   * @returns a promise if the caller should wait before it writes more: the disk is slower than the program
   */
  write(stream: OutputStream, chunk: Buffer): void | Promise<void> {
    if (this.sealing !== null) return;
    this.received += chunk.length;
    let waiting: Promise<void> | undefined;
    this.characters[stream].push(chunk, (whole) => {
      waiting = this.add(stream, whole);
    });
    return waiting;
  }

  /** Tells one consumer what is written from now on, at the pace it takes it: what `take` returns is awaited. */
  follow(take: TakePiece): OutputFollower {
    const follower = new OutputFollower(this.recent, this.clock, this.recent.end, take);
    this.followers.add(follower);
    const forget = (): void => void this.followers.delete(follower);
    follower.done.then(forget, forget);
    if (this.sealing !== null) follower.end();
    return follower;
  }

  /** All that is kept until now, as one text. */
  text(): Readable {
    return Readable.from(this.readText());
  }

  /** Ends it once the program has: nothing is taken in any more. What it gives is what remains. */
  async seal(): Promise<SealedOutput> {
    this.sealing ??= this.end();
    return this.sealing;
  }

  /** Removes its files, once what remains is stored. */
  async discard(): Promise<void> {
    await this.writer.close();
    await this.remove();
  }

  private async end(): Promise<SealedOutput> {
    for (const stream of ['stdout', 'stderr'] as const) {
      this.characters[stream].end((rest) => void this.add(stream, rest));
    }
    for (const follower of this.followers) follower.end();
    await this.writer.close();
    this.sealed = await seal(this.kept()).catch(async () => seal(this.inMemory())); // the files cannot be read, or are gone
    return this.sealed;
  }

  private add(stream: OutputStream, whole: Buffer): Promise<void> | undefined {
    this.recent.append(stream, whole);
    for (const follower of this.followers) follower.notice();
    return this.writer.write(whole);
  }

  private async *readText(): AsyncGenerator<Buffer, void, undefined> {
    await this.writer.flush();
    const { totalBytes, head, tail } = this.kept();
    const headBytes = bytesOf(head);
    yield* leaveOut(readParts([...head, ...tail]), headBytes, totalBytes - headBytes - bytesOf(tail));
  }

  private kept(): OutputParts {
    if (this.writer.failure !== null) return this.afterRefusal();
    return partsOfFiles(this.writer.written, this.limits);
  }

  /** The beginning as far as it came to the disk, and the end from memory. */
  private afterRefusal(): OutputParts {
    const { head } = partsOfFiles(this.writer.written.slice(0, 1), this.limits);
    return { totalBytes: this.recent.end, head, tail: this.recent.since(bytesOf(head)) };
  }

  private inMemory(): OutputParts {
    return { totalBytes: this.recent.end, head: [], tail: this.recent.since(0) };
  }
}
