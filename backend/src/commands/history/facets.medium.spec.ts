import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { OPERATION_STATUSES, type OperationStatus } from '#shared/operation';
import { type FacetCounts, OperationFacets } from '#shared/operation-metrics';
import { Ledger } from '../../platform/database/ledger.ts';
import { FakeSessions } from '../../platform/testing/fake-sessions.ts';
import { startTestApp, type TestApp } from '../../platform/testing/test-app.ts';
import { type TestClient } from '../../platform/testing/test-client.ts';
import { HistoryModule } from './history.module.ts';
import { Book } from './testing/book.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BEGIN = Date.UTC(2026, 1, 10, 5, 17);
const SPAN = 60 * DAY;

const COMMANDS = ['docker.pull', 'service.restart', 'host.refresh'];
const ACTORS = ['marta', 'jonas', '__proto__'];
const TARGETS = ['media/jellyfin', 'edge/traefik', 'edge/pihole', null];
const REASONS = ['after the upgrade', 'disk full', null];

interface Made {
  readonly command: string;
  readonly actor: string;
  readonly target: string | null;
  readonly reason: string | null;
  readonly status: OperationStatus;
  readonly requestedAt: number;
}

const draw = <T>(choices: readonly T[]): T => choices[Math.floor(Math.random() * choices.length)] as T;

/** A fifth of them lie on the very edge of an hour, where windows begin and end. */
function randomOperations(count: number): Made[] {
  return Array.from({ length: count }, (_, index) => {
    const at = BEGIN + Math.floor(Math.random() * SPAN);
    return {
      command: draw(COMMANDS),
      actor: draw(ACTORS),
      target: draw(TARGETS),
      reason: draw(REASONS),
      status: draw([...OPERATION_STATUSES, ...Array<'succeeded'>(6).fill('succeeded')]),
      requestedAt: index % 5 === 0 ? Math.floor(at / HOUR) * HOUR : at,
    };
  });
}

interface Asked {
  readonly command?: string;
  readonly actor?: string;
  readonly target?: string;
  readonly statuses?: readonly OperationStatus[];
  readonly from?: number;
  readonly to?: number;
  readonly q?: string;
}

function randomAsked(): Asked {
  const some = <T>(value: T): T | undefined => (Math.random() < 0.4 ? value : undefined);
  const edge = (): number => {
    const at = BEGIN - DAY + Math.floor(Math.random() * (SPAN + 2 * DAY));
    return draw([at, Math.floor(at / HOUR) * HOUR, Math.floor(at / DAY) * DAY]);
  };
  const [from = 0, to = 0] = [edge(), edge()].sort((a, b) => a - b);
  return Object.fromEntries(
    Object.entries({
      command: some(draw(COMMANDS)),
      actor: some(draw(ACTORS)),
      target: some(draw(TARGETS) ?? 'edge/pihole'),
      statuses: some(
        draw([
          ['failed', 'timed_out'],
          ['running', 'queued'],
          ['succeeded', 'running'],
        ]),
      ),
      from: some(from),
      to: some(to),
      q: some(draw(['upgr', 'disk', 'edge', 'after jellyfin'])),
    }).filter(([, value]) => value !== undefined),
  );
}

/** Counted one by one, from what was written and not from what is stored. */
function recount(all: readonly Made[], asked: Asked): FacetCounts {
  const words = asked.q?.split(' ') ?? [];
  const counted = <T extends string>(
    of: 'command' | 'actor' | 'target' | 'status',
    names: readonly (T | null)[],
  ): { name: T; operations: number }[] => {
    const fitting = all.filter(
      (one) =>
        (of === 'command' || (asked.command ?? one.command) === one.command) &&
        (of === 'actor' || (asked.actor ?? one.actor) === one.actor) &&
        (of === 'target' || (asked.target ?? one.target) === one.target) &&
        (of === 'status' || (asked.statuses ?? [one.status]).includes(one.status)) &&
        one.requestedAt >= (asked.from ?? 0) &&
        one.requestedAt < (asked.to ?? Infinity) &&
        words.every((word) =>
          `${one.target ?? ''} ${one.reason ?? ''}`.split(/[ /]/).some((each) => each.startsWith(word)),
        ),
    );
    return names.toSorted().flatMap((name) => {
      const operations = fitting.filter((one) => one[of] === name).length;
      return name === null || operations === 0 ? [] : [{ name, operations }];
    });
  };
  return {
    commands: counted('command', COMMANDS),
    actors: counted('actor', ACTORS),
    targets: counted('target', TARGETS),
    statuses: counted('status', OPERATION_STATUSES),
  };
}

/** As they were answered, in the order of a recount. */
const sorted = (counts: FacetCounts | null): unknown =>
  counts === null
    ? null
    : Object.fromEntries(
        Object.entries(counts).map(([list, each]) => [
          list,
          each.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
        ]),
      );

describe('GET /api/operations/facets', () => {
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

  const facets = async ({ statuses = [], from, to, ...rest }: Asked): Promise<OperationFacets> => {
    const query = new URLSearchParams(rest);
    for (const status of statuses) query.append('status', status);
    if (from !== undefined) query.set('from', new Date(from).toISOString());
    if (to !== undefined) query.set('to', new Date(to).toISOString());
    const answer = await client.get(`/api/operations/facets?${query.toString()}`);
    expect([query.toString(), answer.status]).toEqual([query.toString(), 200]);
    return OperationFacets.parse(answer.body);
  };

  it('counts each choice as a recount does, whatever the window and the other filters', async () => {
    const all = randomOperations(900);
    await book.recordAll(all);
    expect(sorted((await facets({})).counts)).toEqual(recount(all, {}));
    for (let round = 0; round < 400; round += 1) {
      const asked = randomAsked();
      const { counts } = await facets(asked);
      expect({ asked, counts: sorted(counts) }).toEqual({
        asked,
        counts: recount(all, asked),
      });
    }
  }, 60_000);

  it('counts what the list holds once a choice is made', async () => {
    await book.recordAll(randomOperations(150));
    const { counts } = await facets({ actor: 'marta', statuses: ['succeeded'] });
    for (const { name: command, operations } of counts?.commands ?? []) {
      const query = new URLSearchParams({ actor: 'marta', status: 'succeeded', command, limit: '200' });
      const answer = await client.get(`/api/operations?${query.toString()}`);
      expect((answer.body as { items: unknown[] }).items).toHaveLength(operations);
    }
  });

  it('does not count what too many operations have to do with', async () => {
    await book.recordAll(Array.from({ length: 1_001 }, () => ({ reason: 'nightly', requestedAt: BEGIN })));
    expect((await facets({ q: 'nightly' })).counts).toBeNull();
    expect((await facets({ q: 'nightly', to: BEGIN })).counts).not.toBeNull();
    expect((await facets({})).counts?.commands).toEqual([{ name: 'service.restart', operations: 1_001 }]);
  });

  it('refuses what the list would refuse', async () => {
    for (const query of ['status=sideways', 'from=yesterday', 'to=2026-01-01&from=2026-01-02', 'colour=red'])
      expect((await client.get(`/api/operations/facets?${query}`)).status).toBe(422);
  });
});
