import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OperationMetricsAnswer } from '#shared/operation-metrics';
import { Ledger } from '../../platform/database/ledger.ts';
import { FakeSessions } from '../../platform/testing/fake-sessions.ts';
import { startTestApp, type TestApp } from '../../platform/testing/test-app.ts';
import { type TestClient } from '../../platform/testing/test-client.ts';
import { HistoryModule } from './history.module.ts';
import { type FinishedOperation, TERMINAL_STATUSES } from './rollup-cell.ts';
import { expectAgreement } from './testing/agreement.ts';
import { Book } from './testing/book.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A Monday. From here to the end the clocks change in Europe, America and Australia. */
const BEGIN = Date.UTC(2026, 1, 2);
const WEEKS = 26;
const DAYS = WEEKS * 7;

const COMMANDS = ['docker.pull', 'service.restart', 'host.refresh'];
const ACTORS = ['marta', 'jonas'];
const TARGETS = ['media/jellyfin', 'edge/traefik'];
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'Asia/Kolkata'] as const;

/** Mostly the millisecond at which an hour, a day or a week begins, or the one beside it: that is where a row ends. */
const moment = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.nat(DAYS).map((day) => day * DAY) },
      { weight: 1, arbitrary: fc.nat(WEEKS).map((week) => week * 7 * DAY) },
      { weight: 3, arbitrary: fc.nat(DAYS * 24).map((hour) => hour * HOUR) },
      { weight: 2, arbitrary: fc.nat(DAYS * DAY) },
    ),
    fc.constantFrom(0, 0, -1, 1),
  )
  .map(([offset, beside]) => BEGIN + offset + beside);

const operation: fc.Arbitrary<FinishedOperation> = fc.record({
  command: fc.constantFrom(...COMMANDS),
  actor: fc.constantFrom(...ACTORS),
  target: fc.constantFrom(...TARGETS, null),
  status: fc.constantFrom(...TERMINAL_STATUSES, 'succeeded', 'succeeded', 'succeeded'),
  requestedAt: moment,
  durationMs: fc.oneof(fc.nat(200), fc.nat(10 * MINUTE), fc.nat(3 * DAY)),
});

const question = fc.record({
  window: fc
    .tuple(moment, moment)
    .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))
    .filter(({ from, to }) => from < to),
  subject: fc.record(
    {
      command: fc.constantFrom(...COMMANDS),
      actor: fc.constantFrom(...ACTORS),
      target: fc.constantFrom(...TARGETS),
    },
    { requiredKeys: [] },
  ),
  zone: fc.constantFrom(...ZONES),
});

describe('the measures of a window with its ends anywhere', () => {
  const made = fc
    .sample(operation, { seed: 20_260_618, numRuns: 4_000 })
    .map((one) => (one.status === 'refused' ? { ...one, durationMs: null } : one)); // it never ran
  let app: TestApp;
  let client: TestClient;
  beforeAll(async () => {
    const sessions = new FakeSessions();
    app = await startTestApp({ imports: [sessions.asModule(), HistoryModule] });
    await new Book(app.get(Ledger)).recordAll(made);
    client = app.client({ authorization: `Bearer ${sessions.add('viewer')}` });
  });
  afterAll(async () => {
    await app.close();
  });

  it('agree with a recount, for what was asked for at its very ends too', async () => {
    await fc.assert(
      fc.asyncProperty(question, async ({ window, subject, zone }) => {
        const query = new URLSearchParams({
          ...subject,
          from: new Date(window.from).toISOString(),
          to: new Date(window.to).toISOString(),
          zone,
        });
        const { status, body } = await client.get(`/api/operations/metrics?${query.toString()}`);
        expect(status).toBe(200);
        const answer = OperationMetricsAnswer.parse(body);
        expectAgreement(answer, made, subject, window);
        expectBegins(answer.series);
      }),
      { numRuns: 400 },
    );
  }, 120_000);
});

/** Each bar begins where the last one ended; days at midnight in their zone, weeks on Mondays. */
function expectBegins({ unit, zone, buckets }: OperationMetricsAnswer['series']): void {
  expect(buckets.slice(1).map(({ from }) => from)).toEqual(buckets.slice(0, -1).map(({ to }) => to));
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  const begins = new Set(buckets.map(({ from }) => format.format(Date.parse(from))));
  if (unit === 'day') for (const begin of begins) expect(begin).toMatch(/ 00:00$/);
  if (unit === 'week') expect([...begins]).toEqual(['Mon 00:00']);
}
