import { argon2 } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';

/** What a hash costs. */
export interface Argon2Cost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
}

const derive = promisify(argon2);

/** The one place where a password becomes a hash. Runs on Node's thread pool; tests count its calls. */
@Injectable()
export class Argon2id {
  /** @param length of the result, in bytes */
  async derive(password: string, salt: Buffer, cost: Argon2Cost, length: number): Promise<Buffer> {
    return derive('argon2id', {
      message: password.normalize('NFKC'), // the same letters, whatever the keyboard makes of them
      nonce: salt,
      memory: cost.memoryKib,
      passes: cost.passes,
      parallelism: cost.parallelism,
      tagLength: length,
    });
  }
}
