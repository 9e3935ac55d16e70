import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { RecordingBus } from '../platform/events/recording-bus.ts';
import { RunFollower } from './run-follower.ts';

/** A pipe whose other end is read only when a test says so. */
class UnreadPipe extends Writable {
  private taken: (() => void) | null = null;

  override _write(_chunk: unknown, _encoding: string, taken: () => void): void {
    this.taken = taken;
  }

  read(): void {
    this.taken?.();
  }
}

describe('RunFollower', () => {
  it('asks for a pause while a pipe is not read, and for none otherwise', async () => {
    const pipe = new UnreadPipe();
    const follower = new RunFollower(new RecordingBus(), pipe, process.stderr);
    expect(follower.ready()).toBeUndefined();
    pipe.write(Buffer.alloc(15 * 1024 * 1024));
    expect(follower.ready()).toBeUndefined();
    pipe.write(Buffer.alloc(2 * 1024 * 1024));
    await expect(follower.ready()).resolves.toBeUndefined(); // whether or not anybody reads
    expect(follower.ready()).toBeDefined();
    pipe.read();
    expect(follower.ready()).toBeUndefined();
  });
});
