import type { IncomingMessage } from 'node:http';

/** The answer was larger than anything an engine sends. */
export class AnswerTooLarge extends Error {
  constructor(maximum: number) {
    super(`it answers with more than ${Math.round(maximum / 1024 / 1024)} MiB`);
  }
}

/**
 * Reads a whole answer, up to a limit.
 *
 * @throws AnswerTooLarge; the connection is closed then
 */
export async function readCapped(response: IncomingMessage, maximum: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximum) {
      response.destroy();
      throw new AnswerTooLarge(maximum);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
