import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { leaveOut } from './left-out.ts';
import { bytesOf, type OutputParts, readParts } from './output-parts.ts';

/** What is kept of the output of an operation that has ended. */
export interface SealedOutput {
  /** Of `data`: the beginning, directly followed by the end. */
  readonly encoding: 'gzip';
  /** What it wrote in all. */
  readonly totalBytes: number;
  readonly headBytes: number;
  /** Zero where all of it is in the head. */
  readonly tailBytes: number;
  readonly data: Buffer;
}

/** Compresses what is kept, in a thread of its own and a piece at a time. */
export async function seal({ totalBytes, head, tail }: OutputParts): Promise<SealedOutput> {
  const compressed: Buffer[] = [];
  await pipeline(Readable.from(readParts([...head, ...tail])), createGzip(), async (chunks) => {
    for await (const chunk of chunks) compressed.push(chunk as Buffer);
  });
  return {
    encoding: 'gzip',
    totalBytes,
    headBytes: bytesOf(head),
    tailBytes: bytesOf(tail),
    data: Buffer.concat(compressed),
  };
}

/** The output as one text again, with a line where something was left out. */
export function unseal({ totalBytes, headBytes, tailBytes, data }: SealedOutput): Readable {
  const bytes = Readable.from([data]).pipe(createGunzip()) as AsyncIterable<Buffer>;
  return Readable.from(leaveOut(bytes, headBytes, totalBytes - headBytes - tailBytes));
}
