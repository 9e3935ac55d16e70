import { get } from 'node:http';
import { type TestClient } from './test-client.ts';

/** What came of a download; nothing of it is kept. */
export interface CountedDownload {
  readonly bytes: number;
  readonly lines: number;
  /** Whether the answer came to its end. */
  readonly complete: boolean;
}

/** The other side of a download, while it comes. */
export interface Reading {
  /** Received so far. */
  readonly bytes: number;
  /** Stops reading for good. */
  readonly destroy: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
}

/** Reads a download to its end and counts it. */
export async function countDownload(
  client: TestClient,
  url: URL,
  onData: (reading: Reading) => void = () => undefined,
): Promise<CountedDownload> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: client.allHeaders(), agent: false }, (answer) => {
      let [bytes, lines] = [0, 0];
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        lines += linesIn(chunk);
        onData({
          bytes,
          destroy: () => answer.destroy(),
          pause: () => answer.pause(),
          resume: () => answer.resume(),
        });
      });
      answer.on('error', () => undefined); // told by `complete`
      answer.on('close', () => {
        resolve({ bytes, lines, complete: answer.complete });
      });
    });
    request.on('error', reject);
  });
}

function linesIn(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
  return lines;
}
