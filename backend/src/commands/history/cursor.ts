import { InvalidRequest } from '../../platform/errors/request-errors.ts';
import type { Position } from './list-statement.ts';

const WRITTEN = /^1\.(\d{1,15})\.(\d{1,15})$/;

/** For clients to hand back, not to read. */
export function toCursor({ requestedAt, seq }: Position): string {
  return Buffer.from(`1.${requestedAt}.${seq}`).toString('base64url');
}

/** @throws InvalidRequest if it is not one that {@link toCursor} has made */
export function fromCursor(cursor: string): Position {
  const match = WRITTEN.exec(Buffer.from(cursor, 'base64url').toString());
  const position = { requestedAt: Number(match?.[1]), seq: Number(match?.[2]) };
  // Base64 has many spellings of the same bytes; ours is one of them.
  if (match === null || toCursor(position) !== cursor)
    throw new InvalidRequest([
      { path: 'cursor', message: 'This is no cursor of this list. Leave it out to begin with the newest.' },
    ]);
  return position;
}
