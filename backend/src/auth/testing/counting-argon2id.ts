import { Argon2id } from '../passwords/argon2id.ts';

/** Hashes for real and counts: the work an answer costs, without looking at a watch. */
export class CountingArgon2id extends Argon2id {
  /** Memory times passes of each call. */
  readonly work: number[] = [];

  override async derive(...args: Parameters<Argon2id['derive']>): Promise<Buffer> {
    const [, , { memoryKib, passes }] = args;
    this.work.push(memoryKib * passes);
    return super.derive(...args);
  }
}
