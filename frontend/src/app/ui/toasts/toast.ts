import type { IconName } from '../icon/icons';
import type { Tone } from '../status/status';

/** The result of something, told in passing. */
export interface Toast {
  readonly id: number;
  readonly glyph: IconName;
  readonly tone: Tone;
  /** What happened: `Connected again`. */
  readonly text: string;
  /** What there is to say about it. */
  readonly note?: string;
  /** What can be done about it. */
  readonly action?: { readonly text: string; readonly act: () => void };
}
