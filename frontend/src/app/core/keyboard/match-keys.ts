import { KEY_MAP, type KeyId } from './key-map';

/** What matters of a key press. */
export interface KeyPress {
  readonly key: string;
  readonly ctrl: boolean;
  /** Alt or another modifier that gives the key a meaning of its own. */
  readonly modified: boolean;
  /** The focus is where letters are text, or where the key already does something. */
  readonly taken: boolean;
}

export interface KeyMatch {
  /** What the press means; null if nothing. */
  readonly id: KeyId | null;
  /** The first key of a sequence that waits for its second. */
  readonly pending: string | null;
}

const NOTHING: KeyMatch = { id: null, pending: null };

/**
 * What a press means, given the key before it.
 *
 * @param singleKeys whether keys without Ctrl do anything; Esc always does
 */
export function matchKeys(press: KeyPress, pending: string | null, singleKeys: boolean): KeyMatch {
  if (press.modified) return NOTHING;
  if (press.ctrl) return { id: find(['Ctrl', press.key]), pending: null };
  if (press.taken || (!singleKeys && press.key !== 'Escape')) return NOTHING;
  const sequence = pending === null ? null : find([pending, press.key]);
  if (sequence !== null) return { id: sequence, pending: null };
  const id = find([press.key]);
  return { id, pending: id === null && startsSequence(press.key) ? press.key : null };
}

function find(pressed: readonly string[]): KeyId | null {
  const wanted = pressed.map(named).join(' ');
  return KEY_MAP.find(({ keys }) => keys.join(' ') === wanted)?.id ?? null;
}

function startsSequence(key: string): boolean {
  return KEY_MAP.some(({ keys }) => keys.length > 1 && keys[0] === named(key));
}

/** As the map writes it: letters in capitals. */
function named(key: string): string {
  return key === 'Escape' ? 'Esc' : key.length === 1 ? key.toUpperCase() : key;
}
