import type { ParamMap, Params } from '@angular/router';
import type { Operation, OperationStatus } from '#shared/operation';
import { matchesWords, wordsOf } from '#shared/search-words';
import type { OperationsFilter } from '../core/operations/operations-api';

/** How operations ended, as people tell them apart. */
export const RESULTS = ['running', 'succeeded', 'failed', 'cancelled', 'refused'] as const;
export type Result = (typeof RESULTS)[number];

export const RESULT_WORDS: Readonly<Record<Result, string>> = {
  running: 'Under way',
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
  refused: 'Refused',
};

export const STATUSES_OF: Readonly<Record<Result, readonly OperationStatus[]>> = {
  running: ['queued', 'running'],
  succeeded: ['succeeded'],
  failed: ['failed', 'timed_out', 'interrupted'],
  cancelled: ['cancelled'],
  refused: ['refused'],
};

/** From now backwards. `range`: between two moments. */
const WINDOWS = ['all', '24h', '7d', '30d', 'range'] as const;
export type Window = (typeof WINDOWS)[number];

const DAY_MS = 24 * 60 * 60 * 1_000;
const WINDOW_MS: Readonly<Partial<Record<Window, number>>> = {
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
};

/** How much of the time before and after a moment belongs to it. */
const AROUND_MS = 30 * 60 * 1_000;

/** What of the history is shown. All of it is in the address. */
export interface OperationsQuery {
  readonly command: string | null;
  readonly result: Result | null;
  readonly by: string | null;
  readonly target: string | null;
  readonly window: Window;
  /** ISO 8601; of the range only. */
  readonly from: string | null;
  readonly to: string | null;
  readonly text: string;
  /** The operation whose detail is shown. */
  readonly id: string | null;
}

export const NO_FILTER: Omit<OperationsQuery, 'id'> = {
  command: null,
  result: null,
  by: null,
  target: null,
  window: 'all',
  from: null,
  to: null,
  text: '',
};

/** Reads the address; what makes no sense counts as not there. */
export function readOperationsQuery(params: ParamMap): OperationsQuery {
  const from = momentIn(params.get('from'));
  const to = momentIn(params.get('to'));
  const window = WINDOWS.find((known) => known === params.get('window')) ?? 'all';
  return {
    command: params.get('cmd'),
    result: RESULTS.find((known) => known === params.get('result')) ?? null,
    by: params.get('by'),
    target: params.get('target'),
    window: window === 'all' && (from !== null || to !== null) ? 'range' : window,
    from,
    to,
    text: params.get('q') ?? '',
    id: params.get('id'),
  };
}

/** A change of the query as a change of the address; what is as usual is left out. */
export function operationsParamsOf(change: Partial<OperationsQuery>): Params {
  const names: readonly (readonly [keyof OperationsQuery, string])[] = [
    ['command', 'cmd'],
    ['result', 'result'],
    ['by', 'by'],
    ['target', 'target'],
    ['window', 'window'],
    ['from', 'from'],
    ['to', 'to'],
    ['text', 'q'],
    ['id', 'id'],
  ];
  return Object.fromEntries(
    names.flatMap(([key, name]) => {
      if (!(key in change)) return [];
      const value = change[key] ?? null;
      return [[name, value === '' || value === 'all' ? null : value] as const];
    }),
  );
}

/** What the server is asked for a list, page by page. @param now in milliseconds since 1970 */
export function filterOf(query: OperationsQuery, now: number): OperationsFilter {
  return {
    ...subjectOf(query, now),
    ...(query.result === null ? {} : { status: STATUSES_OF[query.result] }),
    ...(query.text.trim() === '' ? {} : { q: query.text.trim() }),
  };
}

/** The part of it that measures can be narrowed to. */
export function subjectOf(query: OperationsQuery, now: number): Readonly<Record<string, string>> {
  const { from, to } = boundsOf(query, now);
  return {
    ...(query.command === null ? {} : { command: query.command }),
    ...(query.by === null ? {} : { actor: query.by }),
    ...(query.target === null ? {} : { target: query.target }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
}

/** Everything that was asked for around a moment, whoever did. @param at ISO 8601 */
export function aroundMoment(at: string): Omit<OperationsQuery, 'id'> {
  const moment = Date.parse(at);
  return {
    ...NO_FILTER,
    window: 'range',
    from: new Date(moment - AROUND_MS).toISOString(),
    to: new Date(moment + AROUND_MS).toISOString(),
  };
}

/**
 * Whether an operation that was told live belongs to the list, by the same rules as on the server.
 *
 * @returns null where only the server can say: it has characters that are not known here
 */
export function belongsTo(query: OperationsQuery, operation: Operation): boolean | null {
  const { command, result, by, target, text, window, from, to } = query;
  if (window === 'range' && !isWithin(operation.requestedAt, from, to)) return false;
  const fits =
    (command === null || operation.command === command) &&
    (result === null || STATUSES_OF[result].includes(operation.status)) &&
    (by === null || operation.actor === by) &&
    (target === null || operation.target === target);
  const { target: on, reason, error } = operation;
  return fits && matchesWords(wordsOf(text), [on, reason, error?.message ?? null]);
}

export function isFiltered({ command, result, by, target, window, text }: OperationsQuery): boolean {
  return (
    command !== null ||
    result !== null ||
    by !== null ||
    target !== null ||
    window !== 'all' ||
    text.trim() !== ''
  );
}

/** Whether two queries ask for the same rows; which detail is open does not matter. */
export function isSameList(a: OperationsQuery, b: OperationsQuery): boolean {
  return JSON.stringify({ ...a, id: null }) === JSON.stringify({ ...b, id: null });
}

/** Where the window begins and ends; null where it is open. @param now in milliseconds since 1970 */
export function boundsOf(
  { window, from, to }: OperationsQuery,
  now: number,
): { readonly from: string | null; readonly to: string | null } {
  if (window === 'range') return { from, to };
  const length = WINDOW_MS[window];
  return { from: length === undefined ? null : new Date(now - length).toISOString(), to: null };
}

function isWithin(at: string, from: string | null, to: string | null): boolean {
  const time = Date.parse(at);
  return (from === null || time >= Date.parse(from)) && (to === null || time < Date.parse(to));
}

function momentIn(text: string | null): string | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
