import type { OperationStatus } from '#shared/operation';
import { operationLookOf } from '../operations/operation-look';
import { commandWordsOf } from '../operations/operation-words';
import type { ChangeLook } from './change-look';

/** What may bring another version; whatever else runs on a service starts, stops or restarts it. */
const UPDATING: ReadonlySet<string> = new Set([
  'docker.pull',
  'docker.pull-all',
  'compose.pull',
  'compose.up',
]);

/** How an operation is marked on a time axis, and what it is called there. */
export interface OperationMark extends Pick<ChangeLook, 'mark' | 'tone'> {
  /** `Restart`, `Compose up, failed` */
  readonly words: string;
}

/**
 * By what was run and how it ended. None is marked as rolled back: no command takes back what it did.
 *
 * @param command its id
 */
export function operationMarkOf(command: string, status: OperationStatus): OperationMark {
  const { verb } = commandWordsOf(command, null);
  const { word, tone } = operationLookOf(status);
  const mark = tone === 'bad' ? 'cross' : UPDATING.has(command) ? 'up' : 'dot';
  return status === 'succeeded'
    ? { mark, tone: 'off', words: verb }
    : { mark, tone, words: `${verb}, ${word.toLowerCase()}` };
}
