const BYTES = 16;

/** A key for something a person wants once. Not `randomUUID`: that one exists only over HTTPS. */
export function newIntent(): string {
  return [...crypto.getRandomValues(new Uint8Array(BYTES))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
