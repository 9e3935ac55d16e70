import { describe, expect, it } from '@jest/globals';
import { type Container, type Run } from './container.ts';
import { containerSpec } from './container-spec.ts';
import { LogHistory } from './log-history.ts';
import { type LogProgram } from './log-program.ts';
import { DAY, MINUTE, SECOND } from './moment.ts';
import { derivedId } from './random.ts';

const START = Date.parse('2026-06-18T14:32:08Z') * 1_000;
const END = START + 10 * MINUTE;

const trace: LogProgram = {
  everySeconds: 2,
  starting: () => [],
  failing: [],
  say: ({ random, turn }) => ({
    stream: 'stderr',
    lines: [`turn ${turn} ${random.hex(4)}`, '    at one', '    at two'],
  }),
};

function container(...runs: Run[]): Container {
  const spec = containerSpec({ image: 'x', behaviour: { program: 'trace' } });
  return { id: derivedId('log'), spec, runs } as unknown as Container;
}

const history = (seed = 1): LogHistory => new LogHistory({ seed, quietFrom: null, programs: { trace } });
const all = { since: START, until: END, count: 1_000 };

describe('LogHistory', () => {
  const running = container({ from: START - DAY, until: null });

  it('tells the same again, and something else for another seed', () => {
    const told = history().tail(running, all);
    expect(told.length).toBeGreaterThan(600);
    expect(history().tail(running, all)).toEqual(told);
    expect(history(2).tail(running, all)).not.toEqual(told);
  });

  it('has every moment once, in order, and keeps the lines of an entry together', () => {
    const told = history().tail(running, all);
    const times = told.map(({ at }) => at);
    expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
    const starts = told.flatMap(({ text }, index) => (text.startsWith('turn') ? [index] : []));
    expect(starts.slice(1).every((start, index) => start - (starts[index] ?? 0) === 3)).toBe(true);
  });

  it('gives the last lines, which are the end of all lines', () => {
    const told = history().tail(running, all);
    for (const count of [0, 1, 7, 100]) {
      expect(history().tail(running, { ...all, count })).toEqual(told.slice(told.length - count));
    }
  });

  it('says nothing while the program did not run', () => {
    const twice = container(
      { from: START, until: START + MINUTE },
      { from: START + 3 * MINUTE, until: null },
    );
    const told = history().tail(twice, all);
    expect(told.some(({ at }) => at < START + MINUTE)).toBe(true);
    expect(told.some(({ at }) => at > START + 3 * MINUTE)).toBe(true);
    expect(told.filter(({ at }) => at > START + MINUTE + SECOND && at < START + 3 * MINUTE)).toEqual([]);
  });

  it('announces when the next entry is complete, so that a follower misses nothing', () => {
    const told = history().tail(running, all);
    const followed: unknown[] = [];
    let given = START;
    while (given < END) {
      const next = history().nextChatter(running, given) ?? END;
      followed.push(...history().tail(running, { since: given + 1, until: next, count: 1_000 }));
      given = next;
    }
    expect(followed.slice(0, told.length)).toEqual(told);
  });

  it('remembers what was said on an occasion, among the rest, but not without end', () => {
    const remembering = history();
    for (let index = 0; index < 500; index += 1) {
      remembering.remember(running, { at: START + index, stream: 'stdout', text: `said ${index}` });
    }
    const told = remembering.tail(running, { ...all, count: 2_000 });
    expect(told.filter(({ text }) => text.startsWith('said'))).toHaveLength(120);
    expect(told.map(({ at }) => at)).toEqual(told.map(({ at }) => at).toSorted((a, b) => a - b));
  });

  it('goes back only so far', () => {
    expect(history().tail(running, { since: 0, until: END, count: 1e9 }).length).toBeLessThanOrEqual(
      3 * 2_002,
    );
  });
});
