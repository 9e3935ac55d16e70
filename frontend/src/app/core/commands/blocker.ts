import type { CommandDescriptor } from '#shared/command';
import type { Operation } from '#shared/operation';
import { NO_PROJECT } from '#shared/service';
import { commandWordsOf, operationTitleOf } from '../operations/operation-words';
import type { ActionContext, Blocked } from './offers';
import { targetKeyOf, type Target } from './target';

/** Those that act through the engine; host commands go their own way. */
const THROUGH_ENGINE = /^(service|docker|compose)\./;

/** Those that change what runs, and so keep one another away. */
const CHANGES = /^(service|compose)\./;

/** Why a command cannot be run on a target right now; null if it can. */
export function blockerOf(
  command: CommandDescriptor,
  target: Target,
  context: ActionContext,
): Blocked | null {
  if (THROUGH_ENGINE.test(command.id) && !context.engineReady) {
    return { reason: 'The Docker engine does not answer.', operationId: null };
  }
  const key = targetKeyOf(target);
  if (context.pending.some((run) => run.command === command.id && run.target === key)) {
    return {
      reason: `${commandWordsOf(command.id, command.title).doing} was just asked for.`,
      operationId: null,
    };
  }
  const inTheWay = context.active.find((operation) => keepsAway(operation, command.id, target));
  if (inTheWay === undefined) return null;
  const what = operationTitleOf(inTheWay, null);
  return {
    reason: `${what} ${inTheWay.status === 'queued' ? 'waits to run' : 'is running'}.`,
    operationId: inTheWay.id,
  };
}

/** The operations that act on a service right now, by its key: its own, or its project's. */
export function operationOn(
  active: readonly Operation[],
  { key, project }: { readonly key: string; readonly project: string },
): Operation | null {
  return (
    active.find(({ command, target }) => command.startsWith('service.') && target === key) ??
    active.find(({ command, target }) => isOfProject(command) && target === project) ??
    null
  );
}

function isOfProject(command: string): boolean {
  return command.startsWith('compose.') && command !== 'compose.pull';
}

function keepsAway(operation: Operation, command: string, target: Target): boolean {
  if (!CHANGES.test(command) || !CHANGES.test(operation.command)) {
    return target.kind === 'host' && operation.command === command;
  }
  switch (target.kind) {
    case 'host':
      return false;
    case 'service': {
      const { key, project } = target.service;
      return operation.target === key || (project !== NO_PROJECT && operation.target === project);
    }
    case 'project':
      return (
        operation.target === target.project || (operation.target?.startsWith(`${target.project}/`) ?? false)
      );
  }
}
