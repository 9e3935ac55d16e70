import type { Operation, OperationsPage } from '#shared/operation';
import type { Failure } from '../core/http/failure';
import type { OperationsFilter } from '../core/operations/operations-api';
import { belongsTo, type OperationsQuery } from './operations-query';

/** From here on new ones are held back even at the top: a page that is left open for days must not grow. */
const ADDED_UP_TO = 2_000;

/** More new ones are not even counted. */
const HELD_MAX = 200;

/** How it stands with the page after the last one shown. */
type More =
  { readonly status: 'idle' | 'loading' } | { readonly status: 'failed'; readonly failure: Failure };

export interface OperationsList {
  readonly query: OperationsQuery;
  /** What the server was asked for; the window counted back from that moment. */
  readonly asked: OperationsFilter;
  readonly status: 'loading' | 'failed' | 'shown';
  readonly failure: Failure | null;
  /** Newest first. What was known stays while it is asked for anew. */
  readonly items: readonly Operation[];
  readonly nextCursor: string | null;
  readonly more: More;
  /** New ones that are not shown yet: somebody is reading further down. Newest first. */
  readonly held: readonly Operation[];
}

export type ListMessage =
  | { readonly kind: 'asked'; readonly query: OperationsQuery; readonly asked: OperationsFilter }
  | { readonly kind: 'page'; readonly page: OperationsPage }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'asked-more' }
  | { readonly kind: 'more'; readonly page: OperationsPage }
  | { readonly kind: 'more-failed'; readonly failure: Failure }
  /** An operation is new or has changed. */
  | { readonly kind: 'told'; readonly operation: Operation; readonly atTop: boolean }
  | { readonly kind: 'release' };

const IDLE: More = { status: 'idle' };

export function reduceList(list: OperationsList | null, message: ListMessage): OperationsList | null {
  if (message.kind === 'asked') {
    const { query, asked } = message;
    const items = list?.items ?? [];
    return { query, asked, status: 'loading', failure: null, items, nextCursor: null, more: IDLE, held: [] };
  }
  if (list === null) return null;
  switch (message.kind) {
    case 'failed':
      return { ...list, status: 'failed', failure: message.failure };
    case 'page': {
      const { items, nextCursor } = message.page;
      return { ...list, status: 'shown', failure: null, items, nextCursor };
    }
    case 'asked-more':
      return { ...list, more: { status: 'loading' } };
    case 'more':
      return { ...list, ...appended(list, message.page), more: IDLE };
    case 'more-failed':
      return { ...list, more: { status: 'failed', failure: message.failure } };
    case 'told':
      return list.status === 'shown' ? tell(list, message.operation, message.atTop) : list;
    case 'release':
      return { ...list, items: [...list.held, ...list.items], held: [] };
  }
}

function appended(
  { items }: OperationsList,
  page: OperationsPage,
): Pick<OperationsList, 'items' | 'nextCursor'> {
  return { items: [...items, ...page.items], nextCursor: page.nextCursor };
}

function tell(list: OperationsList, operation: Operation, atTop: boolean): OperationsList {
  const { items, held, query } = list;
  if (items.some(({ id }) => id === operation.id)) return { ...list, items: replaced(items, operation) };
  if (held.some(({ id }) => id === operation.id)) return { ...list, held: replaced(held, operation) };
  if (!belongsTo(query, operation) || isOlder(operation, items)) return list;
  return atTop && held.length === 0 && items.length < ADDED_UP_TO
    ? { ...list, items: [operation, ...items] }
    : { ...list, held: [operation, ...held].slice(0, HELD_MAX) };
}

/** It is in its place further down, where nobody has come yet. */
function isOlder({ requestedAt }: Operation, items: readonly Operation[]): boolean {
  const [first] = items;
  return first !== undefined && requestedAt < first.requestedAt;
}

function replaced(operations: readonly Operation[], operation: Operation): readonly Operation[] {
  return operations.map((each) => (each.id === operation.id ? operation : each));
}
