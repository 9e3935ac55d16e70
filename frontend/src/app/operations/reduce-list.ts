import { isTerminal, type Operation, type OperationsPage } from '#shared/operation';
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
  /** Ids of new ones of which only the server can say whether they belong here. */
  readonly unsure: readonly string[];
  /** Told while the page was on its way, which may have been read before. In the order they were told. */
  readonly early: readonly Operation[];
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
  /** The newest page once more, after the live connection was away: what was told meanwhile nobody heard. */
  | { readonly kind: 'caught-up'; readonly page: OperationsPage; readonly atTop: boolean }
  | { readonly kind: 'release' };

const IDLE: More = { status: 'idle' };

export function reduceList(list: OperationsList | null, message: ListMessage): OperationsList | null {
  if (message.kind === 'asked') {
    const { query, asked } = message;
    const items = list?.items ?? [];
    return {
      ...{ query, asked, status: 'loading', failure: null, items, nextCursor: null, more: IDLE },
      ...{ held: [], unsure: [], early: [] },
    };
  }
  if (list === null) return null;
  switch (message.kind) {
    case 'failed':
      return { ...list, status: 'failed', failure: message.failure };
    case 'page': {
      const { items, nextCursor } = message.page;
      const shown: OperationsList = { ...list, status: 'shown', failure: null, items, nextCursor, early: [] };
      return list.early.reduce((known, operation) => tellEarly(known, operation), shown);
    }
    case 'asked-more':
      return { ...list, more: { status: 'loading' } };
    case 'more':
      return { ...list, ...appended(list, message.page), more: IDLE };
    case 'more-failed':
      return { ...list, more: { status: 'failed', failure: message.failure } };
    case 'told':
      return list.status === 'shown'
        ? tell(list, message.operation, message.atTop)
        : { ...list, early: [...list.early, message.operation].slice(-HELD_MAX) };
    case 'caught-up':
      return list.status === 'shown' ? catchUpWith(list, message.page, message.atTop) : list;
    case 'release':
      return { ...list, items: list.held.toReversed().reduce(inserted, list.items), held: [] };
  }
}

function appended(
  { items }: OperationsList,
  page: OperationsPage,
): Pick<OperationsList, 'items' | 'nextCursor'> {
  return { items: [...items, ...page.items], nextCursor: page.nextCursor };
}

/** What is in the page is newer than what was told before it came, unless that was the end of it. */
function tellEarly(list: OperationsList, operation: Operation): OperationsList {
  const isThere = list.items.some(({ id }) => id === operation.id);
  return isThere && !isTerminal(operation.status) ? list : tell(list, operation, true);
}

/** Everything in the page belongs here: the server says so. */
function catchUpWith(
  list: OperationsList,
  { items, nextCursor }: OperationsPage,
  atTop: boolean,
): OperationsList {
  const known = new Set([...list.items, ...list.held].map(({ id }) => id));
  const hasGap = nextCursor !== null && !items.some(({ id }) => known.has(id));
  if (!hasGap) return items.toReversed().reduce((each, one) => tell(each, one, atTop, true), list);
  // More came than a page holds, so some are missing between it and what is shown.
  return atTop
    ? { ...list, items, nextCursor, held: [], unsure: [] }
    : { ...list, unsure: items.map(({ id }) => id) };
}

/** @param belongs whether it fits the filters, where that is known already */
function tell(
  list: OperationsList,
  operation: Operation,
  atTop: boolean,
  belongs = belongsTo(list.query, operation),
): OperationsList {
  const { items, unsure } = list;
  const { id } = operation;
  if (items.some((each) => each.id === id)) return { ...list, items: replaced(items, operation) };
  const held = list.held.filter((each) => each.id !== id);
  const known = { ...list, held, unsure: unsure.filter((each) => each !== id) };
  if (belongs === false || isBeyond(list, operation)) return known;
  if (belongs === null) return { ...known, unsure: [id, ...known.unsure].slice(0, HELD_MAX) };
  return atTop && held.length === 0 && items.length < ADDED_UP_TO
    ? { ...known, items: inserted(items, operation) }
    : { ...known, held: inserted(held, operation).slice(0, HELD_MAX) };
}

/** It is in its place further down, where nobody has come yet. */
function isBeyond({ items, nextCursor }: OperationsList, { requestedAt }: Operation): boolean {
  const last = items.at(-1);
  return nextCursor !== null && last !== undefined && requestedAt < last.requestedAt;
}

/** One that began to belong only when it ended is not the newest. */
function inserted(operations: readonly Operation[], operation: Operation): readonly Operation[] {
  const at = operations.findIndex(({ requestedAt }) => requestedAt <= operation.requestedAt);
  return at === -1 ? [...operations, operation] : operations.toSpliced(at, 0, operation);
}

function replaced(operations: readonly Operation[], operation: Operation): readonly Operation[] {
  return operations.map((each) => (each.id === operation.id ? operation : each));
}
