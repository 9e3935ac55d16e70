import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_FILE = 'environment.key';
const KEY_BYTES = 32;

/** Two values are told apart by 96 bits; nobody can search for one without the key. */
const DIGEST_LENGTH = 16;

/**
 * Says whether the value of an environment variable is the one of before, without keeping it. The key stays in
 * a file of its own beside the database, so a copy of the database alone says nothing about the values.
 */
export class EnvironmentDigest {
  private constructor(private readonly key: Buffer) {}

  /** With a key that lasts as long as the data directory; made if there is none. */
  static keptIn(dataDirectory: string): EnvironmentDigest {
    const file = join(dataDirectory, KEY_FILE);
    try {
      mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
      writeFileSync(file, randomBytes(KEY_BYTES), { flag: 'wx', mode: 0o600 });
    } catch {
      // there already, or not writable: reading tells
    }
    try {
      const key = readFileSync(file);
      return key.length === KEY_BYTES ? new EnvironmentDigest(key) : EnvironmentDigest.forThisProcess();
    } catch {
      return EnvironmentDigest.forThisProcess();
    }
  }

  /** With a key nobody keeps: after a restart every value looks new. */
  static forThisProcess(): EnvironmentDigest {
    return new EnvironmentDigest(randomBytes(KEY_BYTES));
  }

  /** @param entries as the engine has them: `NAME=value` */
  ofEach(entries: readonly string[]): Readonly<Record<string, string>> {
    return Object.fromEntries(
      entries.map((entry) => {
        const [name = ''] = entry.split('=', 1);
        return [
          name,
          createHmac('sha256', this.key).update(entry).digest('base64url').slice(0, DIGEST_LENGTH),
        ];
      }),
    );
  }
}
