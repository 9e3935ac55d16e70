import { StringDecoder } from 'node:string_decoder';

/** Compose's longest lines carry an engine's error; what is longer is cut, and nothing is kept of the rest. */
const LINE_MAX_CHARACTERS = 64 * 1024;

/** Cuts a stream of bytes into lines, however the bytes were cut before. Keeps at most one line. */
export class TextLines {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  push(chunk: Buffer): string[] {
    const lines = (this.rest + this.decoder.write(chunk)).split('\n');
    this.rest = (lines.pop() ?? '').slice(0, LINE_MAX_CHARACTERS);
    return lines.map((line) => line.slice(0, LINE_MAX_CHARACTERS).replace(/\r$/, ''));
  }

  /** What came after the last line break; empty if nothing did. */
  end(): string {
    const last = this.rest + this.decoder.end();
    this.rest = '';
    return last;
  }
}
