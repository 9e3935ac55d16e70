import { describe, expect, it } from '@jest/globals';
import { convertToParamMap } from '@angular/router';
import type { Operation } from '#shared/operation';
import { operationWith } from '../../testing/operations';
import { readOperationsQuery } from './operations-query';
import { type ListMessage, type OperationsList, reduceList } from './reduce-list';

const at = (minute: number): string => new Date(Date.UTC(2026, 5, 18, 12, minute)).toISOString();
const operation = (minute: number, change: Partial<Operation> = {}): Operation =>
  operationWith({ id: `op-${minute}`, requestedAt: at(minute), ...change });
const asked = (params: Record<string, string> = {}): ListMessage => ({
  kind: 'asked',
  query: readOperationsQuery(convertToParamMap(params)),
  asked: params,
});
const page = (...minutes: readonly number[]): ListMessage => ({
  kind: 'page',
  page: { items: minutes.map((minute) => operation(minute, { status: 'succeeded' })), nextCursor: 'older' },
});
const told = (each: Operation, atTop = true): ListMessage => ({ kind: 'told', operation: each, atTop });
const after = (...messages: readonly ListMessage[]): OperationsList | null =>
  messages.reduce<OperationsList | null>(reduceList, null);
const ids = (operations: readonly Operation[] | undefined): readonly string[] =>
  (operations ?? []).map(({ id }) => id);

describe('reduceList', () => {
  it('puts new ones on top while somebody is there', () => {
    const list = after(asked(), page(2, 1), told(operation(3)), told(operation(4)));
    expect(ids(list?.items)).toEqual(['op-4', 'op-3', 'op-2', 'op-1']);
  });

  it('holds new ones back while somebody reads further down, until they are asked for', () => {
    const reading = after(asked(), page(1), told(operation(2), false), told(operation(3), true));
    expect([ids(reading?.items), ids(reading?.held)]).toEqual([['op-1'], ['op-3', 'op-2']]);
    const released = reduceList(reading, { kind: 'release' });
    expect([ids(released?.items), ids(released?.held)]).toEqual([['op-3', 'op-2', 'op-1'], []]);
  });

  it('changes what is shown in its place, whether it still matches or not', () => {
    const list = after(
      asked({ result: 'running' }),
      page(1),
      told(operation(2)),
      told(operation(2, { status: 'failed' })),
    );
    expect(list?.items.map(({ status }) => status)).toEqual(['failed', 'succeeded']);
  });

  it('leaves out what does not belong', () => {
    expect(ids(after(asked({ by: 'jonas' }), page(1), told(operation(2)))?.items)).toEqual(['op-1']);
    expect(ids(after(asked(), page(5), told(operation(2)))?.items)).toEqual(['op-5']);
  });

  it('puts one that belongs here only since it ended where it was asked for', () => {
    const failing = [told(operation(2)), told(operation(3)), told(operation(2, { status: 'failed' }))];
    const list = after(asked({ result: 'failed' }), page(4, 1), ...failing);
    expect(ids(list?.items)).toEqual(['op-4', 'op-2', 'op-1']);
  });

  it('shows what has the words searched for, and counts what may have them', () => {
    const list = after(
      asked({ q: 'jellyfin' }),
      page(1),
      told(operation(2, { target: 'media/jellyfin' })),
      told(operation(3, { target: 'media/plex' })),
      told(operation(4, { target: 'media/plex', reason: '\u{1F389}' })),
      told(operation(4, { target: 'media/plex', reason: '\u{1F389}', status: 'succeeded' })),
    );
    expect([ids(list?.items), list?.unsure]).toEqual([['op-2', 'op-1'], ['op-4']]);
    expect(reduceList(list, asked({ q: 'jellyfin' }))?.unsure).toEqual([]);
  });

  it('does not show what was held back and has ceased to belong', () => {
    const reading = after(asked({ result: 'running' }), page(1), told(operation(2), false));
    expect(ids(reading?.held)).toEqual(['op-2']);
    const ended = reduceList(reading, told(operation(2, { status: 'succeeded' }), false));
    expect(ids(ended?.held)).toEqual([]);
  });

  it('loses nothing that was told while the page was on its way', () => {
    const list = after(
      asked(),
      told(operation(3)),
      told(operation(2, { status: 'failed' })),
      told(operation(1, { status: 'running' })),
      page(2, 1),
    );
    expect(list?.items.map(({ id, status }) => [id, status])).toEqual([
      ['op-3', 'running'],
      ['op-2', 'failed'],
      ['op-1', 'succeeded'],
    ]);
  });

  it('catches up with what nobody told while the connection was away', () => {
    const newest = (atTop: boolean, ...minutes: readonly number[]): ListMessage => {
      const items = minutes.map((minute) => operation(minute, { status: 'cancelled' }));
      return { kind: 'caught-up', page: { items, nextCursor: 'older' }, atTop };
    };
    const before = after(asked({ q: 'nothing of it' }), page(3, 2));
    const there = reduceList(before, newest(true, 5, 4, 3));
    expect(there?.items.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'op-5 cancelled',
      'op-4 cancelled',
      'op-3 cancelled',
      'op-2 succeeded',
    ]);
    const reading = reduceList(before, newest(false, 5, 4, 3));
    expect([ids(reading?.items), ids(reading?.held)]).toEqual([
      ['op-3', 'op-2'],
      ['op-5', 'op-4'],
    ]);
    expect(ids(reduceList(before, newest(true, 9, 8))?.items)).toEqual(['op-9', 'op-8']);
    const gap = reduceList(before, newest(false, 9, 8));
    expect([ids(gap?.items), gap?.unsure]).toEqual([
      ['op-3', 'op-2'],
      ['op-9', 'op-8'],
    ]);
  });

  it('goes on where it ended, and says so where that fails', () => {
    const more: ListMessage = {
      kind: 'more',
      page: { items: [operation(1)], nextCursor: null },
    };
    const loading = after(asked(), page(3, 2), { kind: 'asked-more' });
    expect(loading?.more).toEqual({ status: 'loading' });
    const whole = reduceList(loading, more);
    expect([ids(whole?.items), whole?.nextCursor, whole?.more.status]).toEqual([
      ['op-3', 'op-2', 'op-1'],
      null,
      'idle',
    ]);
    const failed = reduceList(loading, { kind: 'more-failed', failure: { kind: 'offline' } });
    expect([ids(failed?.items), failed?.nextCursor, failed?.more.status]).toEqual([
      ['op-3', 'op-2'],
      'older',
      'failed',
    ]);
  });

  it('keeps what was known while it is asked for anew, and when that fails', () => {
    const failed = after(asked(), page(1), asked({ q: 'x' }), {
      kind: 'failed',
      failure: { kind: 'offline' },
    });
    expect(failed).toMatchObject({ status: 'failed', failure: { kind: 'offline' } });
    expect(ids(failed?.items)).toEqual(['op-1']);
  });

  it('does not grow for ever', () => {
    const many = Array.from({ length: 2_300 }, (_, index) => told(operation(index + 2)));
    const list = after(asked(), page(1), ...many);
    expect((list?.items.length ?? 0) + (list?.held.length ?? 0)).toBe(2_200);
  });
});
