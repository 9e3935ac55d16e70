import { describe, expect, it } from '@jest/globals';
import { operationWith } from '../../../testing/operations';
import { dayTitleOf, listEntriesOf } from './list-entries';

const local = (day: number, hour: number): string => new Date(2026, 5, day, hour).toISOString();
const operations = [local(18, 9), local(17, 23), local(17, 1)].map((requestedAt, index) =>
  operationWith({ id: `op-${index}`, requestedAt }),
);

describe('listEntriesOf', () => {
  it('puts a line before each day', () => {
    const entries = listEntriesOf(operations, true);
    expect(entries.map((entry) => (entry.kind === 'day' ? entry.count : entry.key))).toEqual([
      ...[1, 'op-0'],
      ...[2, 'op-1', 'op-2'],
    ]);
  });

  it('does not count a day of which it may have only a part', () => {
    const counts = listEntriesOf(operations, false).flatMap((entry) =>
      entry.kind === 'day' ? [entry.count] : [],
    );
    expect(counts).toEqual([1, null]);
  });
});

describe('dayTitleOf', () => {
  it.each([
    [local(18, 0), 'Today'],
    [local(17, 23), 'Yesterday'],
    [local(16, 12), 'Tuesday 16 June'],
    [new Date(2025, 5, 16).toISOString(), '16 June 2025'],
  ])('calls %s %s', (at, title) => {
    expect(dayTitleOf(at, new Date(2026, 5, 18, 14).getTime())).toBe(title);
  });
});
