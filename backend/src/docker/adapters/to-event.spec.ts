import { describe, expect, it } from '@jest/globals';
import { toEvent } from './to-event.ts';

const ID = 'ab'.repeat(32);
const line = (Type: string, Action: string, ID_ = ID, Attributes: Record<string, string> = {}) => ({
  Type,
  Action,
  Actor: { ID: ID_, Attributes },
  time: 1_750_000_000,
  timeNano: 1_750_000_000_123 * 1_000_000,
});

describe('toEvent', () => {
  it.each([
    ['start', 'changed'],
    ['die', 'changed'],
    ['health_status: unhealthy', 'changed'],
    ['stop', 'stopped'],
    ['destroy', 'removed'],
  ])('reads %s', (action, expected) => {
    expect(toEvent(line('container', action), 0)).toEqual({
      containerId: ID,
      action: expected,
      at: 1_750_000_000_123,
    });
  });

  it('reads the container of a network event from its attributes', () => {
    expect(toEvent(line('network', 'connect', 'n1', { container: ID }), 0)?.containerId).toBe(ID);
    expect(toEvent(line('network', 'create', 'n1'), 0)).toBeNull();
  });

  it.each(['prune', 'exec_start: sh', 'kill', ''])('leaves %s out', (action) => {
    expect(toEvent(line('container', action), 0)).toBeNull();
  });

  it('never lets through an id that is none', () => {
    for (const id of ['', 'prune?x=', '../images', ID.toUpperCase(), `${ID}0`, ID.slice(1)]) {
      expect(toEvent(line('container', 'start', id), 0)).toBeNull();
    }
  });

  it('dates an event without a time by its arrival', () => {
    const { Type, Action, Actor } = line('container', 'start');
    expect(toEvent({ Type, Action, Actor }, 42)?.at).toBe(42);
  });
});
