import { StringDecoder } from 'node:string_decoder';

/** An engine event is a few hundred bytes, with all its labels a few thousand. */
const LINE_MAX_CHARACTERS = 1024 * 1024;

/** A line that is no JSON or has no end. */
export class LineUnreadable extends Error {}

/**
 * Cuts a stream of bytes into JSON values, one a line, however the bytes were cut before. The SDK's own
 * parser throws on one bad line and keeps all it has read; this one keeps at most one line.
 */
export class JsonLines {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  /**
   * @returns the values that `chunk` completes
   * @throws LineUnreadable
   */
  push(chunk: Buffer): unknown[] {
    const lines = (this.rest + this.decoder.write(chunk)).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > LINE_MAX_CHARACTERS)
      throw new LineUnreadable('a line of what it streams has no end');
    return lines.filter((line) => line.trim() !== '').map(parseLine);
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new LineUnreadable('a line of what it streams is no JSON', { cause: error });
  }
}
