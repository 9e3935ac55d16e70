import type { StatusLook } from '../../ui/status/status';
import { commandWordsOf } from '../operations/operation-words';
import { operationOn } from './blocker';
import type { ActionContext } from './offers';

/** What is being done to a service right now, or was just asked for. */
export interface Busy {
  readonly look: StatusLook;
  /** Null while the server has not answered yet. */
  readonly operationId: string | null;
}

export function busyOf(
  { active, pending }: Pick<ActionContext, 'active' | 'pending'>,
  service: { readonly key: string; readonly project: string },
): Busy | null {
  const operation = operationOn(active, service);
  if (operation !== null) {
    const { doing } = commandWordsOf(operation.command, null);
    const look: StatusLook =
      operation.status === 'queued'
        ? { glyph: 'is-waiting', word: 'Queued', tone: 'off' }
        : { glyph: 'is-starting', word: doing, tone: 'accent' };
    return { look, operationId: operation.id };
  }
  const asked = pending.find(
    ({ command, target }) =>
      (command.startsWith('service.') && target === service.key) ||
      (command.startsWith('compose.') && command !== 'compose.pull' && target === service.project),
  );
  if (asked === undefined) return null;
  const { doing } = commandWordsOf(asked.command, null);
  return { look: { glyph: 'is-starting', word: doing, tone: 'accent' }, operationId: null };
}
