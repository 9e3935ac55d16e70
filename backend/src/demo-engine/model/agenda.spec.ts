import { describe, expect, it } from '@jest/globals';
import { Agenda } from './agenda.ts';
import { Random } from './random.ts';

function keepAll(agenda: Agenda, until: number): void {
  for (let next = agenda.takeDue(until); next !== null; next = agenda.takeDue(until)) next.run();
}

describe('Agenda', () => {
  it('keeps appointments in the order of time, and of making where the time is the same', () => {
    const agenda = new Agenda();
    const random = new Random(1);
    const made = Array.from({ length: 500 }, (_, index) => ({ at: random.whole(0, 99), index }));
    const kept: typeof made = [];
    for (const appointment of made) agenda.schedule(appointment.at, () => kept.push(appointment));
    keepAll(agenda, 100);
    expect(kept).toEqual(made.toSorted((a, b) => (a.at === b.at ? a.index - b.index : a.at - b.at)));
  });

  it('gives nothing before its time, and forgets what was called off', () => {
    const agenda = new Agenda();
    const kept: string[] = [];
    agenda.schedule(10, () => kept.push('called off')).cancel();
    agenda.schedule(20, () => kept.push('due'));
    agenda.schedule(30, () => kept.push('later'));
    expect(agenda.nextDue()).toBe(20);
    keepAll(agenda, 29);
    expect(kept).toEqual(['due']);
    expect(agenda.size).toBe(1);
  });

  it('says so when something sooner came up, and only then', () => {
    const agenda = new Agenda();
    let times = 0;
    agenda.onSooner(() => (times += 1));
    agenda.schedule(20, () => undefined);
    agenda.schedule(30, () => undefined);
    agenda.schedule(10, () => undefined);
    expect(times).toBe(2);
  });

  it('moves everything when the clock jumped', () => {
    const agenda = new Agenda();
    agenda.schedule(10, () => undefined);
    agenda.schedule(15, () => undefined);
    agenda.shift(100);
    expect(agenda.nextDue()).toBe(110);
  });
});
