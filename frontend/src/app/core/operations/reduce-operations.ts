import { isTerminal, type Operation } from '#shared/operation';
import type { OperationDelta, OperationsSnapshot } from '#shared/socket';

/** More than ended within the second or two that an answer may be late. */
const KEPT_ENDED = 50;

/** The operations that are under way, and those that ended last. */
export interface Operations {
  /** By id, the oldest first. */
  readonly active: ReadonlyMap<string, Operation>;
  /** With how they ended, the newest last. */
  readonly ended: ReadonlyMap<string, Operation>;
}

export const NO_OPERATIONS: Operations = { active: new Map(), ended: new Map() };

export function beginOperations({ operations }: OperationsSnapshot, before: Operations | null): Operations {
  return { active: new Map(operations.map((each) => [each.id, each])), ended: before?.ended ?? new Map() };
}

export function reduceOperations(before: Operations, { operation }: OperationDelta): Operations {
  const active = new Map(before.active);
  if (!isTerminal(operation.status)) return { ...before, active: active.set(operation.id, operation) };
  active.delete(operation.id);
  const ended = [...before.ended, [operation.id, operation] as const].slice(-KEPT_ENDED);
  return { active, ended: new Map(ended) };
}

/**
 * Adds what an answer over HTTP told and the socket has not told yet. Where the socket knows an operation, it
 * knows better.
 */
export function withHeard(known: Operations, heard: readonly Operation[]): Operations {
  const news = heard.filter(
    ({ id, status }) => !known.active.has(id) && !known.ended.has(id) && !isTerminal(status),
  );
  if (news.length === 0) return known;
  return { ...known, active: new Map([...known.active, ...news.map((each) => [each.id, each] as const)]) };
}
