import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agenda } from './agenda.ts';
import { ModelClock } from './model-clock.ts';
import { HOUR, MILLISECOND, SECOND } from './moment.ts';
import { Pulse } from './pulse.ts';

describe('Pulse', () => {
  let wall = 1_000_000;
  const start = wall * MILLISECOND;
  let pulse: Pulse | null = null;
  afterEach(() => {
    pulse?.stop();
    wall = 1_000_000;
  });

  function setUp(now: () => number): {
    readonly agenda: Agenda;
    readonly clock: ModelClock;
    readonly pulse: Pulse;
  } {
    const agenda = new Agenda();
    const clock = new ModelClock(now);
    pulse = new Pulse(agenda, clock);
    return { agenda, clock, pulse };
  }

  it('lets time pass on demand, each appointment at its own moment, also those made on the way', () => {
    const { agenda, clock, pulse } = setUp(() => wall);
    const kept: [string, number][] = [];
    const note = (name: string): unknown => kept.push([name, (clock.now() - start) / SECOND]);
    agenda.schedule(start + 2 * SECOND, () => {
      note('first');
      agenda.schedule(clock.now() + SECOND, () => note('made on the way'));
    });
    agenda.schedule(start + 5 * SECOND, () => note('last'));
    pulse.advance(4 * SECOND);
    expect(kept).toEqual([
      ['first', 2],
      ['made on the way', 3],
    ]);
    expect(clock.now()).toBe(start + 4 * SECOND);
    pulse.advance(SECOND);
    expect(kept.at(-1)).toEqual(['last', 5]);
  });

  it('keeps appointments in real time', async () => {
    const { agenda, clock } = setUp(Date.now);
    const due = clock.now() + 30 * MILLISECOND;
    const keptAt = await new Promise<number>((resolve) => {
      agenda.schedule(due, () => {
        resolve(Date.now() * MILLISECOND);
      });
    });
    expect(keptAt).toBeGreaterThanOrEqual(due - MILLISECOND);
    expect(keptAt).toBeLessThan(due + SECOND);
  });

  it('goes on from where it was after the machine slept, and after its clock was put back', async () => {
    const { agenda } = setUp(() => wall);
    const kept: string[] = [];
    agenda.schedule(start + 20 * MILLISECOND, () => kept.push('next'));
    agenda.schedule(start + HOUR, () => kept.push('in an hour'));
    wall += 7_200_000; // two hours asleep
    await sleep(60);
    expect(kept).toEqual(['next']);
    const before = agenda.nextDue() ?? 0;
    agenda.schedule(wall * MILLISECOND + 10 * MILLISECOND, () => kept.push('after the night'));
    wall -= 3_600_000; // summer time, by somebody who sets clocks
    await sleep(60);
    expect(kept).toEqual(['next', 'after the night']);
    expect(agenda.nextDue()).toBeLessThan(before);
  });

  it('keeps nothing any more once stopped', async () => {
    const { agenda, clock, pulse } = setUp(Date.now);
    let isKept = false;
    agenda.schedule(clock.now() + 10 * MILLISECOND, () => (isKept = true));
    pulse.stop();
    agenda.schedule(clock.now(), () => (isKept = true));
    await sleep(40);
    expect(isKept).toBe(false);
  });
});
