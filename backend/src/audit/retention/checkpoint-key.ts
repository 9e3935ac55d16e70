import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_FILE = 'audit-checkpoint.key';
const KEY_BYTES = 32;

/** The key that signs checkpoints; null where there is none yet. */
export function readCheckpointKey(dataDirectory: string): Buffer | null {
  const file = join(dataDirectory, KEY_FILE);
  return existsSync(file) ? Buffer.from(readFileSync(file, 'utf8').trim(), 'hex') : null;
}

/** The same, made if need be. Two processes that make it at once end up with the same one. */
export function ensureCheckpointKey(dataDirectory: string): Buffer {
  const existing = readCheckpointKey(dataDirectory);
  if (existing !== null) return existing;
  const key = randomBytes(KEY_BYTES);
  try {
    writeFileSync(join(dataDirectory, KEY_FILE), `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
    return key;
  } catch (error) {
    const other = readCheckpointKey(dataDirectory);
    if (other === null) throw error;
    return other;
  }
}
