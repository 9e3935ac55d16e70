import { describe, expect, it } from '@jest/globals';
import { daysWith, figuresWith, metricsWith } from '../../../testing/operation-metrics';
import { operationWith } from '../../../testing/operations';
import { metricsViewOf } from './metrics-view';

const NBSP = '\u00A0';
const TITLES = new Map([
  ['service.restart', 'Restart service'],
  ['docker.pull', 'Pull image'],
]);

describe('metricsViewOf', () => {
  const shown = metricsViewOf(
    metricsWith({
      totals: figuresWith({
        runs: 1_234,
        succeeded: 1_200,
        successRate: 1_200 / 1_234,
        p50Ms: 8_400,
        p95Ms: 72_000,
      }),
      previous: figuresWith({ runs: 1_222, successRate: 1, p50Ms: 8_000 }),
      series: { unit: 'day', zone: 'UTC', buckets: daysWith([8, 8], [0, 0], [2, 1]) },
    }),
    TITLES,
  );

  it('says how many ran, and each bar how many and how many of them did not succeed', () => {
    expect(shown.nothing).toBe('');
    expect(shown.runs).toMatchObject({
      count: '1,234',
      per: 'in all, a bar a day',
      before: '+12 against the 7 days before',
      texts: [
        'Wednesday 10 June: 8 runs',
        'Thursday 11 June: 0 runs',
        'Friday 12 June: 2 runs, 1 not succeeded',
      ],
    });
    expect(shown.runs.bars.map(({ height, hasFailed }) => [height, hasFailed])).toEqual([
      [100, false],
      [0, false],
      [25, true],
    ]);
  });

  it('gives the share that succeeded, rolling over the days before', () => {
    expect(shown.success).toMatchObject({
      value: '97.2',
      unit: '% · 1,200 of 1,234',
      before: '-2.8 points against the 7 days before',
      rolling: '7 days rolling',
      texts: [
        'Wednesday 10 June: 100 % succeeded',
        'Thursday 11 June: 100 % succeeded', // nothing ran on it, eight the day before
        'Friday 12 June: 90 % succeeded',
      ],
    });
  });

  it('gives the median and the slow end of how long they took', () => {
    expect(shown.took).toMatchObject({
      value: `8.4${NBSP}s`,
      unit: 'p50',
      p95: `p95 is 1${NBSP}min 12${NBSP}s`,
      before: `p50 was 8${NBSP}s in the 7 days before`,
    });
    expect(shown.took.texts).toEqual([
      `Wednesday 10 June: p50 8.4${NBSP}s, p95 1${NBSP}min 12${NBSP}s`,
      'Thursday 11 June: nothing ran',
      `Friday 12 June: p50 8.4${NBSP}s, p95 1${NBSP}min 12${NBSP}s`,
    ]);
  });

  it('says that none was timed where none started', () => {
    const { took, success } = metricsViewOf(
      metricsWith({ totals: figuresWith({ runs: 2, cancelled: 2, successRate: 0 }) }),
      TITLES,
    );
    expect(took).toMatchObject({ value: '–', unit: 'none was timed', p95: '', before: '' });
    expect(success).toMatchObject({ value: '0', unit: '% · 0 of 2' });
  });

  it('names five commands by their titles, the most frequent as the measure of all, and counts the rest', () => {
    const commands = ['service.restart', 'docker.pull', 'c', 'd', 'e', 'f', 'g'].map((command, index) => ({
      ...figuresWith({ runs: 1_400 / 2 ** index }),
      command,
    }));
    const view = metricsViewOf(metricsWith({ totals: figuresWith({ runs: 1 }), commands }), TITLES);
    expect(view.commands).toHaveLength(5);
    expect(view.commands.slice(0, 2)).toEqual([
      { command: 'service.restart', name: 'Restart service', runs: '1,400', share: 100 },
      { command: 'docker.pull', name: 'Pull image', runs: '700', share: 50 },
    ]);
    expect(view.more).toBe('2 more');
    expect(metricsViewOf(metricsWith({ commands: commands.slice(0, 5) }), TITLES).more).toBe('');
  });

  it('names the slowest with how long they took, and the flakiest with how often', () => {
    const slow = operationWith({ id: 'op-9', status: 'timed_out', durationMs: 60_000 });
    const flaky = { command: 'docker.pull', runs: 1_500, failed: 50, failureRate: 1 / 30 };
    const view = metricsViewOf(
      metricsWith({ slowest: [slow], flakiest: { minRuns: 5, commands: [flaky] } }),
      TITLES,
    );
    expect(view.slowest).toMatchObject([
      { id: 'op-9', title: expect.stringContaining('jellyfin'), took: `1${NBSP}min`, look: { tone: 'bad' } },
    ]);
    expect(view.flakiest).toEqual([
      { command: 'docker.pull', name: 'Pull image', text: '50 of 1,500', percent: 3 },
    ]);
    expect(view.flakyFrom).toBe(5);
  });

  it.each([
    [{}, {}, 'Nothing ran in this window.'],
    [{ refused: 1 }, {}, 'Nothing ran in this window; 1 was refused.'],
    [
      { refused: 3 },
      { runs: 1_200 },
      'Nothing ran in this window; 3 were refused. In the 7 days before, 1,200 did.',
    ],
  ])('says so where nothing ran, %j after %j', (totals, previous, text) => {
    const answer = metricsWith({ totals: figuresWith(totals), previous: figuresWith(previous) });
    expect(metricsViewOf(answer, TITLES).nothing).toBe(text);
  });
});
