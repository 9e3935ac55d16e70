import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot } from './root.mjs';

/** @param {string} path @returns {string[]} every file below, in a fixed order */
function filesBelow(path) {
  if (!statSync(path, { throwIfNoEntry: false })) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesBelow(join(path, entry.name)));
}

/**
 * One hash over the contents of files and folders. Contents, not times: a fresh checkout or a `touch`
 * must not cause a rebuild.
 *
 * @param {readonly string[]} inputs paths below the root
 */
export function fingerprint(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesBelow(inRoot(input))) hash.update(file).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** @param {string} stamp path of the stamp file below the root @param {string} value */
export function isFresh(stamp, value) {
  try {
    return readFileSync(inRoot(stamp), 'utf8') === value;
  } catch {
    return false;
  }
}

/** @param {string} stamp @param {string} value */
export function writeStamp(stamp, value) {
  mkdirSync(dirname(inRoot(stamp)), { recursive: true });
  writeFileSync(inRoot(stamp), value);
}
