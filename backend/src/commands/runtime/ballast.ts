import { rm, statfs, writeFile } from 'node:fs/promises';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Log } from '../../platform/logging/logger.ts';

/** Room for some thousand outcomes, in a database that keeps everything else out. */
const BALLAST_BYTES = 4 * 1024 * 1024;

/** It is made again once so much is free beside it. */
const FREE_BYTES = 4 * BALLAST_BYTES;

const random = promisify(randomBytes);

/**
 * A file that is there to be deleted: on a full disk SQLite cannot write how an operation ended, and not even
 * delete anything. Giving this up makes the room.
 */
export class Ballast {
  private readonly file: string;

  constructor(
    private readonly dataDirectory: string,
    private readonly log: Log,
  ) {
    this.file = join(dataDirectory, 'ballast');
  }

  /** Makes the file if there is room. Never fails: without it only a full disk is worse. */
  async provide(): Promise<void> {
    if (existsSync(this.file)) return;
    try {
      const { bavail, bsize } = await statfs(this.dataDirectory);
      if (bavail * bsize < FREE_BYTES) return;
      // Random, so that no file system stores it in less than its size.
      await writeFile(this.file, await random(BALLAST_BYTES), { mode: 0o600, flush: true });
    } catch (error) {
      await rm(this.file, { force: true }).catch(() => undefined); // half a file is none; the next time tries again
      this.log.debug({ err: error }, 'No ballast could be laid by');
    }
  }

  release(): void {
    rmSync(this.file, { force: true });
    this.log.warn(
      {},
      'The disk is full: the ballast was given up so that operations can be ended in the books',
    );
  }
}
