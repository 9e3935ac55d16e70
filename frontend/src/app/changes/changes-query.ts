import type { ParamMap, Params } from '@angular/router';
import { CHANGE_KINDS, CHANGE_LANES, type ChangeKind, type ChangeLane } from '#shared/change';
import type { ChangesFilter, LanesFilter } from '../core/changes/changes-api';

export const WINDOWS = ['24h', '7d', '30d'] as const;
export type WindowName = (typeof WINDOWS)[number];

const HOUR_MS = 60 * 60_000;
const WINDOW_MS: Readonly<Record<WindowName, number>> = {
  '24h': 24 * HOUR_MS,
  '7d': 7 * 24 * HOUR_MS,
  '30d': 30 * 24 * HOUR_MS,
};

/** What the page shows, as its address says. */
export interface ChangesQuery {
  /** A preset, or the window between `from` and `to`. */
  readonly window: WindowName | 'range';
  /** ISO 8601, where the window is a range. */
  readonly from: string | null;
  readonly to: string | null;
  readonly lane: ChangeLane | null;
  readonly kind: ChangeKind | null;
  /** A service's key. */
  readonly service: string | null;
  readonly actor: string | null;
  readonly text: string;
  /** The selected change. */
  readonly id: string | null;
}

export const PLAIN: ChangesQuery = {
  window: '7d',
  from: null,
  to: null,
  lane: null,
  kind: null,
  service: null,
  actor: null,
  text: '',
  id: null,
};

/** What is not understood is left out: an address that somebody mistyped still shows the page. */
export function readChangesQuery(params: ParamMap): ChangesQuery {
  const from = moment(params.get('from'));
  const to = moment(params.get('to'));
  const isRange = from !== null && to !== null && from < to;
  return {
    window: isRange ? 'range' : (WINDOWS.find((name) => name === params.get('window')) ?? PLAIN.window),
    from: isRange ? from : null,
    to: isRange ? to : null,
    lane: CHANGE_LANES.find((lane) => lane === params.get('lane')) ?? null,
    kind: CHANGE_KINDS.find((kind) => kind === params.get('kind')) ?? null,
    service: params.get('service'),
    actor: params.get('by'),
    text: params.get('q') ?? '',
    id: params.get('id'),
  };
}

/** For the router; null takes a parameter away. */
export function changesParamsOf(query: ChangesQuery): Params {
  const isRange = query.window === 'range';
  return {
    window: isRange || query.window === PLAIN.window ? null : query.window,
    from: isRange ? query.from : null,
    to: isRange ? query.to : null,
    lane: query.lane,
    kind: query.kind,
    service: query.service,
    by: query.actor,
    q: query.text === '' ? null : query.text,
    id: query.id,
  };
}

/** The window in time. A preset begins at a full minute, so that it is the same for a while. */
function windowOf(
  { window, from, to }: Pick<ChangesQuery, 'window' | 'from' | 'to'>,
  now: number,
): { readonly from: string; readonly to: string } {
  if (window === 'range' && from !== null && to !== null) return { from, to };
  const length = WINDOW_MS[window === 'range' ? '7d' : window];
  return { from: new Date(now - length).toISOString(), to: new Date(now).toISOString() };
}

/** What to ask the server for. A preset has no end: what comes is part of it. */
export function filterOf(query: ChangesQuery, now: number): ChangesFilter {
  const { lane, kind, service, actor, text } = query;
  const { from, to } = windowOf(query, now);
  return { lane, kind, service, actor, text: text.trim(), from, to: query.window === 'range' ? to : null };
}

/** What to draw: all lanes, whichever is listed. */
export function lanesFilterOf(query: ChangesQuery, now: number): LanesFilter {
  const { kind, service, actor } = query;
  return { kind, service, actor, ...windowOf(query, now) };
}

/** Whether two queries are drawn the same. */
export function isSameWindow(a: ChangesQuery, b: ChangesQuery): boolean {
  return isSameList({ ...a, lane: null, text: '' }, { ...b, lane: null, text: '' });
}

export function isNarrowed({ lane, kind, service, actor, text, window }: ChangesQuery): boolean {
  const isSet = [lane, kind, service, actor].some((value) => value !== null);
  return isSet || text !== '' || window === 'range';
}

/** Whether two queries list the same; which one is selected does not matter. */
export function isSameList(a: ChangesQuery, b: ChangesQuery): boolean {
  return JSON.stringify({ ...a, id: null }) === JSON.stringify({ ...b, id: null });
}

function moment(text: string | null): string | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
