import type { CommandDescriptor } from '#shared/command';
import type { Problem } from '#shared/problem';
import { moment } from '../../ui/time/format-time';
import { type Failure, wordsOf } from '../http/failure';
import { commandWordsOf, operationTitleOf } from '../operations/operation-words';

export interface RefusalWords {
  readonly title: string;
  readonly text: string;
  /** The operation in the way; null where it is something else. */
  readonly operationId: string | null;
}

/**
 * Why something was not started, in the words of the button that was pressed.
 *
 * @param now in milliseconds since 1970
 */
export function refusalWordsOf(
  { command, name }: { readonly command: Pick<CommandDescriptor, 'id' | 'title'>; readonly name: string },
  failure: Failure,
  now: number,
): RefusalWords {
  const { verb } = commandWordsOf(command.id, command.title);
  const what = [verb, name].filter((part) => part !== '').join(' ');
  const { title, text } = wordsOf(failure);
  if (failure.kind !== 'refused')
    return { title: `${what} did not arrive`, text: `${title}. ${text}`, operationId: null };
  const { code, facts = {} } = failure.problem;
  const operationId = facts['operationId'];
  return {
    title: code === 'already_running' ? `${what} was not started` : `${what} was refused`,
    text: (code === 'already_running' ? inTheWayOf(facts, now) : null) ?? text,
    operationId: typeof operationId === 'string' ? operationId : null,
  };
}

/** The server's facts in this page's words and zone; null where some are missing: then its own sentence serves. */
function inTheWayOf(facts: NonNullable<Problem['facts']>, now: number): string | null {
  const { command, title, target, actor, since, isRunning } = facts;
  if (typeof command !== 'string' || typeof title !== 'string') return null;
  if (typeof actor !== 'string' || typeof since !== 'string') return null;
  const name = operationTitleOf({ command, target: typeof target === 'string' ? target : null }, title);
  const state = isRunning === false ? 'has been waiting for its turn' : 'has been running';
  const when = moment(Date.parse(since), now);
  return `${name} ${state} since ${when}, asked for by ${actor}. Follow that one, or try again afterwards.`;
}
