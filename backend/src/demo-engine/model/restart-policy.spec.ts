import { describe, expect, it } from '@jest/globals';
import { type Container } from './container.ts';
import { containerSpec, type RestartPolicy } from './container-spec.ts';
import { MILLISECOND, MINUTE, SECOND } from './moment.ts';
import { waitBeforeRestart } from './restart-policy.ts';

function container(
  name: RestartPolicy['name'],
  state: Partial<Container> = {},
  maximumRetryCount = 0,
): Container {
  const spec = containerSpec({ image: 'x', restart: { name, maximumRetryCount } });
  return { spec, stoppedOnPurpose: false, restartCount: 0, backOff: 0, ...state } as Container;
}

describe('the restart policy', () => {
  it('waits twice as long each time, up to a minute', () => {
    const waits: number[] = [];
    for (let backOff = 0; waits.length < 12;) {
      backOff = waitBeforeRestart(container('always', { backOff }), 1, SECOND) ?? 0;
      waits.push(backOff / MILLISECOND);
    }
    expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200, 60_000, 60_000]);
  });

  it('begins anew for a program that ran for ten seconds', () => {
    expect(waitBeforeRestart(container('always', { backOff: MINUTE }), 1, 10 * SECOND)).toBe(
      100 * MILLISECOND,
    );
  });

  it('leaves alone what a person stopped', () => {
    expect(waitBeforeRestart(container('always', { stoppedOnPurpose: true }), 1, SECOND)).toBeNull();
  });

  it('follows its name', () => {
    expect(waitBeforeRestart(container('no'), 1, SECOND)).toBeNull();
    expect(waitBeforeRestart(container('unless-stopped'), 0, SECOND)).not.toBeNull();
    expect(waitBeforeRestart(container('on-failure'), 0, SECOND)).toBeNull();
    expect(waitBeforeRestart(container('on-failure'), 1, SECOND)).not.toBeNull();
    expect(waitBeforeRestart(container('on-failure', { restartCount: 2 }, 3), 1, SECOND)).not.toBeNull();
    expect(waitBeforeRestart(container('on-failure', { restartCount: 3 }, 3), 1, SECOND)).toBeNull();
  });
});
