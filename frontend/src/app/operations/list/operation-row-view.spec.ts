import { describe, expect, it } from '@jest/globals';
import type { Operation } from '#shared/operation';
import { operationWith } from '../../../testing/operations';
import { operationRowOf, type OperationRowView } from './operation-row-view';

const now = new Date(2026, 5, 18, 14, 0).getTime();
const row = (
  change: Partial<Operation>,
  title: string | null = null,
  p95Ms: number | null = 10_000,
): OperationRowView => operationRowOf(operationWith(change), title, p95Ms, now);

describe('operationRowOf', () => {
  it('says how long ago, and from the day before on at what time', () => {
    expect(row({ requestedAt: new Date(2026, 5, 18, 13, 54).toISOString() }).time).toBe('6\u00A0min ago');
    expect(row({ requestedAt: new Date(2026, 5, 17, 14, 1).toISOString() }).time).toBe('23\u00A0h ago');
    expect(row({ requestedAt: new Date(2026, 5, 17, 13, 5, 31).toISOString() }).time).toBe('13:05:31');
    expect(row({ requestedAt: new Date(2026, 5, 18, 13, 54).toISOString() }).exact).toContain('13:54:00');
  });

  it.each([
    ['shorter than usual', { status: 'succeeded', durationMs: 2_500 }, ['2.5 s', 25, false]],
    ['longer than nearly all', { status: 'failed', durationMs: 25_000 }, ['25 s', 100, true]],
    ['one that never ran', { status: 'refused', startedAt: null }, ['–', null, false]],
  ] as const)('holds durations against the usual: %s', (_what, change, expected) => {
    const { took, share, isSlow } = row(change);
    expect([took.replace('\u00A0', ' '), share, isSlow]).toEqual(expected);
  });

  it('does not compare where the usual is not known', () => {
    expect(row({ status: 'succeeded', durationMs: 900 }, null, null)).toMatchObject({
      share: null,
      isSlow: false,
    });
  });

  it('calls a command of the configuration what the catalog does', () => {
    expect(row({ command: 'host.trim', target: null }, 'Trim the disks')).toMatchObject({
      verb: 'Trim the disks',
      name: '',
    });
  });

  it('counts on while it runs', () => {
    const { took } = row({ startedAt: new Date(now - 62_400).toISOString() });
    expect(took.replaceAll('\u00A0', ' ')).toBe('1 min 2 s');
  });
});
