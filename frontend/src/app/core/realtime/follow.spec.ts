import { describe, expect, it } from '@jest/globals';
import { follow, type Following, type Message, NOTHING_YET, type Reducer } from './follow';

interface Snapshot {
  readonly seq: number;
  readonly total: number;
}
interface Delta {
  readonly seq: number;
  readonly add: number;
}

const SUM: Reducer<Snapshot, Delta, number> = {
  begin: ({ total }) => total,
  reduce: (value, { add }) => value + add,
};

const asked: Message<Snapshot, Delta> = { kind: 'asked' };
const snapshot = (seq: number, total: number): Message<Snapshot, Delta> => ({
  kind: 'snapshot',
  snapshot: { seq, total },
});
const delta = (seq: number, add: number): Message<Snapshot, Delta> => ({
  kind: 'delta',
  delta: { seq, add },
});
const refused: Message<Snapshot, Delta> = { kind: 'refused', refusal: { code: 'forbidden', message: 'No.' } };

function after(messages: readonly Message<Snapshot, Delta>[], reducer = SUM): Following<Delta, number> {
  return messages.reduce<Following<Delta, number>>(
    (state, message) => follow(reducer, state, message),
    NOTHING_YET,
  );
}

describe('follow', () => {
  it('adds what follows to the snapshot', () => {
    expect(after([asked, snapshot(7, 100), delta(8, 1), delta(9, 2)])).toMatchObject({
      value: 103,
      seq: 9,
      behind: false,
    });
  });

  it('drops what it already has', () => {
    expect(after([asked, snapshot(7, 100), delta(6, 50), delta(7, 50), delta(8, 1)]).value).toBe(101);
  });

  it('keeps what arrives before the snapshot until it is there', () => {
    expect(after([asked, delta(7, 50), delta(8, 1), delta(9, 2), snapshot(7, 100)])).toMatchObject({
      value: 103,
      seq: 9,
    });
  });

  it('notices that something was missed, and recovers with the next snapshot', () => {
    const behind = after([asked, snapshot(7, 100), delta(9, 2)]);
    expect(behind).toMatchObject({ value: 100, behind: true });
    expect(
      [asked, snapshot(9, 102)].reduce((state, message) => follow(SUM, state, message), behind),
    ).toMatchObject({
      value: 102,
      behind: false,
    });
  });

  it('does not ask twice for what it is asking for', () => {
    expect(after([asked, { kind: 'lost' }]).behind).toBe(false);
    expect(after([asked, snapshot(7, 100), { kind: 'lost' }]).behind).toBe(true);
  });

  it('takes a lower number from a server that was restarted', () => {
    expect(after([asked, snapshot(7, 100), asked, snapshot(1, 5), delta(2, 1)])).toMatchObject({
      value: 6,
      seq: 2,
    });
  });

  it('minds no gap where each delta says everything', () => {
    const whole = {
      begin: SUM.begin,
      reduce: (_value: number, { add }: Delta) => add,
      wholeDeltas: true,
    } as const;
    expect(after([asked, snapshot(7, 100), delta(12, 3)], whole)).toMatchObject({ value: 3, behind: false });
  });

  it('keeps the last value while a new snapshot is refused', () => {
    expect(after([asked, snapshot(7, 100), asked, refused])).toMatchObject({
      value: 100,
      refusal: { code: 'forbidden' },
    });
  });

  it('lets go of a refusal once it is answered', () => {
    expect(after([asked, refused, asked, snapshot(1, 2)]).refusal).toBeNull();
  });
});
