import { type Container } from '../model/container.ts';
import { type LogLine } from '../model/log-history.ts';

const HEADER_BYTES = 8;
const STREAM_NUMBERS = { stdout: 1, stderr: 2 } as const;

/** Eight bytes before each piece say which stream it is and how long; a terminal's output goes as it is. */
export function frame(
  text: string,
  { stream }: Pick<LogLine, 'stream'>,
  { spec }: Pick<Container, 'spec'>,
): Buffer {
  const payload = Buffer.from(text);
  if (spec.tty) return payload;
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(STREAM_NUMBERS[stream], 0);
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}
