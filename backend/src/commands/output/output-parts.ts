import { closeSync, openSync, read } from 'node:fs';
import { promisify } from 'node:util';
import type { OutputFile } from './output-files.ts';
import type { OutputLimits } from './output-limits.ts';

const CHUNK_BYTES = 64 * 1024;

const readInto = promisify(read);

/** Where a part of the output is: in memory, or in a file. */
export type OutputPart = Buffer | { readonly path: string; readonly start: number; readonly bytes: number };

/** The beginning and the end of an output; what lies between them was left out. */
export interface OutputParts {
  readonly totalBytes: number;
  readonly head: readonly OutputPart[];
  readonly tail: readonly OutputPart[];
}

/** What files amount to: at most the beginning and the end that are kept. */
export function partsOfFiles(
  files: readonly OutputFile[],
  { headBytes, tailBytes }: OutputLimits,
): OutputParts {
  const [first, last] = [files[0], files.at(-1)];
  const totalBytes = last === undefined ? 0 : last.offset + last.bytes;
  if (first?.offset !== 0) return { totalBytes, head: [], tail: files.map((file) => fromOffset(file, 0)) };
  const tailBegin = Math.max(headBytes, totalBytes - tailBytes);
  const tail = files.slice(1).filter(({ offset, bytes }) => offset + bytes > tailBegin);
  return { totalBytes, head: [fromOffset(first, 0)], tail: tail.map((file) => fromOffset(file, tailBegin)) };
}

export function bytesOf(parts: readonly OutputPart[]): number {
  return parts.reduce((sum, part) => sum + (Buffer.isBuffer(part) ? part.length : part.bytes), 0);
}

/** Reads parts one after the other, 64 KiB at a time. */
export async function* readParts(parts: readonly OutputPart[]): AsyncGenerator<Buffer, void, undefined> {
  const opened = new Map<OutputPart, number>();
  try {
    // All at once and synchronously: a file that is open can be read to its end although it is removed meanwhile.
    for (const part of parts) if (!Buffer.isBuffer(part)) opened.set(part, openSync(part.path, 'r'));
    for (const part of parts) {
      const fd = opened.get(part);
      if (Buffer.isBuffer(part)) yield part;
      else if (fd !== undefined) yield* readRange(fd, part.start, part.bytes);
    }
  } finally {
    for (const fd of opened.values()) closeSync(fd);
  }
}

/** Not a stream: that would close the file by itself when it is left early. */
async function* readRange(fd: number, start: number, bytes: number): AsyncGenerator<Buffer, void, undefined> {
  for (let at = start; at < start + bytes;) {
    const length = Math.min(CHUNK_BYTES, start + bytes - at);
    const { bytesRead, buffer } = await readInto(fd, Buffer.allocUnsafeSlow(length), 0, length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

function fromOffset({ path, offset, bytes }: OutputFile, begin: number): OutputPart {
  const start = Math.max(0, begin - offset);
  return { path, start, bytes: bytes - start };
}
