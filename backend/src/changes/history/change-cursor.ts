import { InvalidRequest } from '../../platform/errors/request-errors.ts';

/** Where a page ended: operations come before other changes of the same moment. */
export interface ChangePlace {
  readonly at: number;
  readonly source: 'o' | 'c';
  readonly seq: number;
}

const PATTERN = /^(\d{1,15})\.([oc])\.(\d{1,15})$/;

export function toCursor({ at, source, seq }: ChangePlace): string {
  return Buffer.from(`${at}.${source}.${seq}`).toString('base64url');
}

/** @throws InvalidRequest if it is none of ours */
export function fromCursor(text: string): ChangePlace {
  const match = PATTERN.exec(Buffer.from(text, 'base64url').toString('utf8'));
  if (match === null)
    throw new InvalidRequest([{ path: 'cursor', message: 'This is not a cursor of an earlier answer.' }]);
  return { at: Number(match[1]), source: match[2] === 'o' ? 'o' : 'c', seq: Number(match[3]) };
}

/** Newest first. */
export function byPlace(a: ChangePlace, b: ChangePlace): number {
  if (a.at !== b.at) return b.at - a.at;
  if (a.source !== b.source) return a.source === 'o' ? -1 : 1;
  return b.seq - a.seq;
}
