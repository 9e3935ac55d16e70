import type { CommandDescriptor } from '#shared/command';
import { type Failure, wordsOf } from '../http/failure';
import { commandWordsOf } from '../operations/operation-words';

export interface RefusalWords {
  readonly title: string;
  readonly text: string;
  /** The operation in the way; null where it is something else. */
  readonly operationId: string | null;
}

/** Why something was not started, in the words of the button that was pressed. */
export function refusalWordsOf(
  { command, name }: { readonly command: Pick<CommandDescriptor, 'id' | 'title'>; readonly name: string },
  failure: Failure,
): RefusalWords {
  const { verb } = commandWordsOf(command.id, command.title);
  const what = [verb, name].filter((part) => part !== '').join(' ');
  const { title, text } = wordsOf(failure);
  if (failure.kind !== 'refused')
    return { title: `${what} did not arrive`, text: `${title}. ${text}`, operationId: null };
  const { code, facts } = failure.problem;
  const operationId = facts?.['operationId'];
  return {
    title: code === 'already_running' ? `${what} was not started` : `${what} was refused`,
    text,
    operationId: typeof operationId === 'string' ? operationId : null,
  };
}
