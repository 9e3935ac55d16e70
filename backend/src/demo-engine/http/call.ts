import { EngineRefusal } from '../model/engine-refusal.ts';
import { parseUnixTime } from '../model/moment.ts';
import { type View } from '../wire/view.ts';
import { type Headers, type Reply } from './reply.ts';

/** One request, understood as far as its route. */
export interface Call extends View {
  readonly method: string;
  /** What the route's pattern caught. */
  readonly name: string;
  readonly query: URLSearchParams;
  readonly reply: Reply;
  /** What the engine sends with every answer. */
  readonly headers: Headers;
}

const FALSE_WORDS = new Set(['', '0', 'no', 'false', 'none']);

/** The engine's idea of a truth: anything but a word for no. */
export function flag({ query }: Call, name: string): boolean {
  return !FALSE_WORDS.has((query.get(name) ?? '').trim().toLowerCase());
}

/** A whole number; null where it is not given. */
export function wholeNumber({ query }: Call, name: string): number | null {
  const text = query.get(name) ?? '';
  if (text === '') return null;
  if (!/^[+-]?\d+$/.test(text))
    throw EngineRefusal.failed(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

/** Nanoseconds since 1970; null where it is not given. */
export function unixTime({ query }: Call, name: string): bigint | null {
  const text = query.get(name) ?? '';
  if (text === '') return null;
  const time = parseUnixTime(text);
  if (time !== null) return time;
  const word = JSON.stringify(text.split('.')[0] ?? '');
  throw EngineRefusal.failed(`strconv.ParseInt: parsing ${word}: invalid syntax`);
}
