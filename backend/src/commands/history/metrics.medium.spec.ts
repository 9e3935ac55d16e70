import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OperationStats } from '#shared/operation';
import { OperationMetricsAnswer } from '#shared/operation-metrics';
import { Ledger } from '../../platform/database/ledger.ts';
import { FakeSessions } from '../../platform/testing/fake-sessions.ts';
import { startTestApp, type TestApp } from '../../platform/testing/test-app.ts';
import { type TestClient } from '../../platform/testing/test-client.ts';
import { HistoryModule } from './history.module.ts';
import { type FinishedOperation, TERMINAL_STATUSES } from './rollup-cell.ts';
import { RollupKeeper } from './rollup-keeper.ts';
import { expectAgreement } from './testing/agreement.ts';
import { type Asked, Book } from './testing/book.ts';

const DAY = 86_400_000;
const BEGIN = Date.UTC(2026, 1, 10, 5, 17);
const SPAN = 120 * DAY;

const COMMANDS = ['docker.pull', 'service.restart', 'host.refresh'];
const ACTORS = ['marta', 'jonas'];
const TARGETS = ['media/jellyfin', 'edge/traefik', null];

/** Random operations; three of each hundred take longer than the day they were asked for. */
function randomOperations(count: number): (FinishedOperation & { readonly id: string })[] {
  const draw = <T>(choices: readonly T[]): T => choices[Math.floor(Math.random() * choices.length)] as T;
  return Array.from({ length: count }, (_, index) => {
    const status = draw([...TERMINAL_STATUSES, ...Array<'succeeded'>(6).fill('succeeded')]);
    return {
      id: `op-${index}`,
      command: draw(COMMANDS),
      actor: draw(ACTORS),
      target: draw(TARGETS),
      status,
      requestedAt: BEGIN + Math.floor(Math.random() * SPAN),
      durationMs:
        status === 'refused' ? null : Math.floor(Math.exp(Math.random() * 14) + (index % 33 === 0 ? DAY : 0)),
    };
  });
}

describe('the measures of operations', () => {
  let app: TestApp;
  let book: Book;
  let client: TestClient;
  beforeEach(async () => {
    const sessions = new FakeSessions();
    app = await startTestApp({ imports: [sessions.asModule(), HistoryModule] });
    book = new Book(app.get(Ledger));
    client = app.client({ authorization: `Bearer ${sessions.add('viewer')}` });
  });
  afterEach(async () => {
    await app.close();
  });

  const metrics = async (query: Readonly<Record<string, string>>): Promise<OperationMetricsAnswer> => {
    const answer = await client.get(`/api/operations/metrics?${new URLSearchParams(query).toString()}`);
    expect(answer.text).not.toContain('"code"');
    return OperationMetricsAnswer.parse(answer.body);
  };

  const WINDOWS: readonly (readonly [name: string, from: number, to: number])[] = [
    ['everything', BEGIN - DAY, BEGIN + SPAN + DAY],
    ['30 days with crooked ends', BEGIN + 31 * DAY + 12_345, BEGIN + 61 * DAY + 54_321],
    ['a day and a bit', BEGIN + 40 * DAY + 1, BEGIN + 41 * DAY + 3_600_000],
    ['seven minutes', BEGIN + 50 * DAY, BEGIN + 50 * DAY + 7 * 60_000],
    ['nothing', BEGIN + 50 * DAY, BEGIN + 50 * DAY],
    ['two years before anything', BEGIN - 900 * DAY, BEGIN - DAY],
  ];

  const SUBJECTS: readonly Readonly<Record<string, string>>[] = [
    {},
    { command: 'docker.pull' },
    { actor: 'marta' },
    { target: 'media/jellyfin' },
    { command: 'docker.pull', actor: 'jonas' },
    { command: 'service.restart', target: 'edge/traefik' },
    { actor: 'jonas', target: 'edge/traefik' },
    { command: 'docker.pull', actor: 'marta', target: 'media/jellyfin' },
    { command: 'never.run' },
  ];

  async function expectEqualToRecount(
    made: readonly (FinishedOperation & { readonly id: string })[],
  ): Promise<void> {
    for (const subject of SUBJECTS)
      for (const [, from, to] of WINDOWS)
        for (const zone of ['UTC', 'Europe/Berlin', 'Asia/Kolkata']) {
          const answer = await metrics({
            ...subject,
            from: new Date(from).toISOString(),
            to: new Date(to).toISOString(),
            zone,
          });
          expectAgreement(answer, made, subject, { from, to });
        }
  }

  it('agree with a recount, whatever the window and what it is narrowed to', async () => {
    const made = randomOperations(3_000);
    await book.recordAll(made);
    await expectEqualToRecount(made);
  }, 120_000);

  it('are made anew at the start for what was recorded without them, and agree then', async () => {
    const made = randomOperations(1_500);
    await book.recordAll(made.slice(0, 700), { counted: false });
    await book.recordAll(made.slice(700));
    const keeper = app.get(RollupKeeper);
    keeper.onApplicationBootstrap();
    await keeper.settled();
    await expectEqualToRecount(made);
    expect(app.logs.withMessage('The figures of past operations were brought up to date')).toHaveLength(1);
    keeper.onApplicationBootstrap();
    await keeper.settled();
    expect(app.logs.withMessage('The figures of past operations were brought up to date')).toHaveLength(1);
  }, 120_000);

  it('miss nothing of what ends while they are made anew', async () => {
    const made = randomOperations(1_500);
    await book.recordAll(made.slice(0, 700), { counted: false });
    const keeper = app.get(RollupKeeper);
    keeper.onApplicationBootstrap();
    for (let from = 700; from < made.length; from += 20) await book.recordAll(made.slice(from, from + 20));
    await keeper.settled();
    await expectEqualToRecount(made);
  }, 120_000);

  it('count nothing that has not ended, and nothing of what was rolled back', async () => {
    await book.recordAll([
      { status: 'running', requestedAt: BEGIN },
      { status: 'queued', requestedAt: BEGIN },
    ]);
    const failing = book.recordAll([
      { id: 'twice', requestedAt: BEGIN },
      { id: 'twice', requestedAt: BEGIN },
    ]);
    await expect(failing).rejects.toThrow();
    const answer = await metrics({ from: '2026-01-01', to: '2027-01-01' });
    expect(answer.totals).toMatchObject({ runs: 0, successRate: null, p50Ms: null, lastRunAt: null });
    expect(answer.commands).toEqual([]);
  });

  it('name the flakiest commands, those with enough runs', async () => {
    const runs = (command: string, failed: number, all: number): Asked[] =>
      Array.from({ length: all }, (_, index) => ({
        command,
        requestedAt: BEGIN + index,
        status: index < failed ? ('timed_out' as const) : ('succeeded' as const),
      }));
    await book.recordAll([...runs('a', 1, 10), ...runs('b', 4, 4), ...runs('c', 3, 6), ...runs('d', 0, 50)]);
    const { flakiest } = await metrics({ from: '2026-01-01', to: '2027-01-01' });
    expect(flakiest).toEqual({
      minRuns: 5,
      commands: [
        { command: 'c', runs: 6, failed: 3, failureRate: 0.5 },
        { command: 'a', runs: 10, failed: 1, failureRate: 0.1 },
      ],
    });
  });

  it('begin days at midnight of the zone, also over a change of the clocks', async () => {
    await book.recordAll([
      { requestedAt: Date.UTC(2026, 2, 28, 22, 59) },
      { requestedAt: Date.UTC(2026, 2, 28, 23, 0) },
    ]);
    const { series } = await metrics({
      from: '2026-03-27T23:00:00Z',
      to: '2026-04-02T22:00:00Z',
      zone: 'Europe/Berlin',
    });
    expect(series).toMatchObject({ unit: 'day', zone: 'Europe/Berlin' });
    expect(series.buckets.map(({ from, runs }) => [from.slice(5, 16), runs])).toEqual([
      ['03-27T23:00', 1],
      ['03-28T23:00', 1],
      ['03-29T22:00', 0],
      ['03-30T22:00', 0],
      ['03-31T22:00', 0],
      ['04-01T22:00', 0],
    ]);
  });

  it('say that days are those of UTC where the zone is half an hour off, or two things are asked for', async () => {
    const window = { from: '2026-03-01', to: '2026-03-20' };
    expect((await metrics({ ...window, zone: 'Asia/Kolkata' })).series.zone).toBe('UTC');
    expect((await metrics({ ...window, zone: 'Europe/Berlin', actor: 'a', target: 'b' })).series.zone).toBe(
      'UTC',
    );
  });

  it.each([
    ['from=2999-01-01', 'to'],
    ['from=2026-01-02&to=2026-01-01', 'to'],
    ['from=1900-01-01&to=2026-01-01', 'from'],
    ['from=2026-01-01&to=2026-01-02&zone=Mars/Olympus', 'zone'],
    ['from=2026-01-01&to=2026-01-02&status=failed', 'status'],
  ])('refuse %s', async (query, path) => {
    const answer = await client.get(`/api/operations/metrics?${query}`);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ issues: [{ path }] });
  });

  it('begin with the oldest operation and end now where no window is given', async () => {
    await book.recordAll([
      { actor: 'marta', requestedAt: BEGIN, status: 'refused' },
      { actor: 'jonas', requestedAt: BEGIN + DAY },
      { actor: 'marta', requestedAt: BEGIN + 2 * DAY },
    ]);
    const before = Date.now();
    const all = await metrics({});
    expect(all).toMatchObject({ from: new Date(BEGIN).toISOString(), totals: { runs: 2, refused: 1 } });
    expect(Date.parse(all.to)).toBeGreaterThan(before);
    expect(await metrics({ actor: 'jonas' })).toMatchObject({
      from: new Date(BEGIN + DAY).toISOString(),
      totals: { runs: 1 },
    });
    expect(await metrics({ to: new Date(BEGIN - DAY).toISOString() })).toMatchObject({ totals: { runs: 0 } });
    expect(await metrics({ target: 'never/was' })).toMatchObject({ totals: { runs: 0 } });
  });

  it('by command are what the contract has', async () => {
    await book.recordAll([
      { command: 'docker.pull', requestedAt: BEGIN, durationMs: 1_000 },
      { command: 'docker.pull', requestedAt: BEGIN + 1, durationMs: 3_000, status: 'timed_out' },
      { command: 'docker.pull', requestedAt: BEGIN + 2, status: 'refused' },
      { command: 'compose.up', requestedAt: BEGIN + DAY, status: 'refused' },
    ]);
    const stats = async (query: string): Promise<OperationStats> =>
      (await client.get(`/api/operations/stats${query}`)).body as OperationStats;
    const pulls = {
      command: 'docker.pull',
      runs: 2,
      succeeded: 1,
      failed: 1,
      successRate: 0.5,
      meanMs: 2_000,
      p50Ms: 1_000,
      p95Ms: 3_000,
      lastRunAt: new Date(BEGIN + 1).toISOString(),
    };
    const none = {
      runs: 0,
      succeeded: 0,
      failed: 0,
      successRate: null,
      meanMs: null,
      p50Ms: null,
      p95Ms: null,
    };
    const ups = { command: 'compose.up', ...none, lastRunAt: null };
    expect(await stats('')).toEqual({ commands: [ups, pulls] });
    expect(await stats('?command=docker.pull')).toEqual({ commands: [pulls] });
    expect(await stats(`?to=${new Date(BEGIN + 1).toISOString()}`)).toMatchObject({
      commands: [{ command: 'docker.pull', runs: 1, p95Ms: 1_000 }],
    });
    expect(await stats('?command=never.run')).toEqual({ commands: [] });
  });
});
