import type { Operation } from '#shared/operation';
import { duration } from '../../ui/time/format-time';

/** A command in the forms that sentences need. */
export interface CommandWords {
  /** On a button: `Restart`. */
  readonly verb: string;
  /** While it runs: `Restarting`. */
  readonly doing: string;
  /** Once it has been done to something: `restarted`. */
  readonly done: string;
}

const WORDS: Readonly<Record<string, CommandWords>> = {
  'service.start': { verb: 'Start', doing: 'Starting', done: 'started' },
  'service.stop': { verb: 'Stop', doing: 'Stopping', done: 'stopped' },
  'service.restart': { verb: 'Restart', doing: 'Restarting', done: 'restarted' },
  'docker.pull': { verb: 'Pull image', doing: 'Pulling', done: 'pulled' },
  'docker.pull-all': { verb: 'Pull all images', doing: 'Pulling all images', done: 'All images pulled' },
  'compose.up': { verb: 'Compose up', doing: 'Updating', done: 'is up' },
  'compose.pull': { verb: 'Pull images', doing: 'Pulling images of', done: 'images pulled' },
  'compose.restart': { verb: 'Restart', doing: 'Restarting', done: 'restarted' },
  'compose.stop': { verb: 'Stop', doing: 'Stopping', done: 'stopped' },
};

/** @param title what the catalog calls the command; null where it is not known */
export function commandWordsOf(command: string, title: string | null): CommandWords {
  const name = title ?? command;
  return WORDS[command] ?? { verb: name, doing: name, done: 'done' };
}

/** A target, taken apart for reading: what counts, and what tells it from its like. */
export interface TargetWords {
  /** `jellyfin`; empty where there is no one thing. */
  readonly name: string;
  /** `media`; empty where there is nothing to add. */
  readonly within: string;
}

export function targetWordsOf({ command, target }: Pick<Operation, 'command' | 'target'>): TargetWords {
  if (target === null) return { name: '', within: '' };
  const slash = target.indexOf('/');
  if (!command.startsWith('service.') || slash === -1) return { name: target, within: '' };
  const project = target.slice(0, slash);
  return { name: target.slice(slash + 1), within: project === '~' ? '' : project };
}

/** `Restart jellyfin`, `Pull all images` */
export function operationTitleOf(
  operation: Pick<Operation, 'command' | 'target'>,
  title: string | null,
): string {
  const { verb } = commandWordsOf(operation.command, title);
  return [verb, targetWordsOf(operation).name].filter((part) => part !== '').join(' ');
}

/** What came of an operation, told in passing: `jellyfin restarted`, `in 4.1 s`. */
export function resultWordsOf(
  operation: Operation,
  title: string | null,
): { readonly text: string; readonly note: string | null } {
  const name = operationTitleOf(operation, title);
  const took = operation.durationMs === null ? null : `in ${duration(operation.durationMs)}`;
  switch (operation.status) {
    case 'queued':
      return { text: `${name} waits`, note: null };
    case 'running':
      return { text: `${name} runs`, note: null };
    case 'succeeded':
      return { text: successOf(operation, title), note: took };
    case 'failed':
      return { text: `${name} failed`, note: operation.error?.message ?? took };
    case 'timed_out':
      return { text: `${name} took too long and was stopped`, note: operation.error?.message ?? took };
    case 'cancelled':
      return { text: `${name} was cancelled`, note: operation.error?.message ?? took };
    case 'interrupted':
      return { text: `${name} was interrupted`, note: operation.error?.message ?? null };
    case 'refused':
      return { text: `${name} was refused`, note: operation.error?.message ?? null };
  }
}

function successOf(operation: Operation, title: string | null): string {
  const { done } = commandWordsOf(operation.command, title);
  const { name } = targetWordsOf(operation);
  if (WORDS[operation.command] === undefined) return `${operationTitleOf(operation, title)} succeeded`;
  return name === '' ? done : `${name} ${done}`;
}
