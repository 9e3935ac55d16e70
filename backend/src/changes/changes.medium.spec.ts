import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Change, ChangeLanes, ChangesPage, LensAnswer } from '#shared/change';
import type { ContainerImprint } from '#shared/container-imprint';
import { AUDIT_ENTITIES } from '../audit/public.ts';
import { AUTH_ENTITIES } from '../auth/public.ts';
import { signedInClient, startAuthApp } from '../auth/testing/auth-app.ts';
import { COMMANDS_ENTITIES } from '../commands/public.ts';
import { Ledger } from '../platform/database/ledger.ts';
import { EventBus } from '../platform/events/event-bus.ts';
import { type TestApp } from '../platform/testing/test-app.ts';
import { type TestClient } from '../platform/testing/test-client.ts';
import { FakeClock } from '../platform/time/fake-clock.ts';
import { CHANGES_ENTITIES, ChangesModule } from './public.ts';
import { BOOT_FACTS } from './host/host-watch.ts';
import { anImprint } from './testing/an-imprint.ts';

jest.setTimeout(30_000);

const NOW = Date.parse('2026-06-18T14:00:00.000Z');
const MINUTE = 60_000;

describe('changes', () => {
  let folder: string;
  let clock: FakeClock;
  let app: TestApp;
  let client: TestClient;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-changes-'));
    clock = new FakeClock(NOW);
    await start();
  });
  afterEach(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  async function start(bootId = 'boot-1'): Promise<void> {
    app = await startAuthApp({
      imports: [ChangesModule],
      entities: [...AUTH_ENTITIES, ...AUDIT_ENTITIES, ...COMMANDS_ENTITIES, ...CHANGES_ENTITIES],
      dataDirectory: folder,
      clock,
      fakes: [[BOOT_FACTS as never, { bootId, bootedAt: NOW - 5 * MINUTE }]],
    });
    client = await signedInClient(app);
  }

  async function restart(away: number, bootId?: string): Promise<void> {
    await app.close();
    clock.advance(away);
    await start(bootId);
  }

  const see = (containers: readonly ContainerImprint[], complete = false, removed: string[] = []): void => {
    app
      .get(EventBus)
      .publish('docker.containers-seen', { observed: !complete, complete, containers, removed });
  };

  async function written(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      await app.get(Ledger).write(() => undefined);
    }
  }

  const page = async (query = ''): Promise<ChangesPage> =>
    (await client.get(`/api/changes${query}`)).body as ChangesPage;

  async function operation(id: string, facts: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const row = {
      id,
      command: 'service.restart',
      title: 'Restart service',
      risk: 'disruptive',
      target: 'media/jellyfin',
      params: '{}',
      services: '["media/jellyfin"]',
      actor: 'marta',
      status: 'succeeded',
      timeout_ms: 1,
      requested_at: clock.now(),
      started_at: clock.now(),
      finished_at: clock.now(),
      output_bytes: 0,
      output_truncated: 0,
      ...facts,
    };
    const names = Object.keys(row);
    await app.get(Ledger).write((tx) => {
      tx.run(
        `INSERT INTO "operations" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        ...(Object.values(row) as string[]),
      );
    });
  }

  it('records what was changed outside, and tells those who watch', async () => {
    const jellyfin = anImprint();
    see([jellyfin], true);
    const socket = await app.connect(client);
    await socket.ask('changes.watch', {});
    const told = socket.next('changes.appended');
    see([{ ...jellyfin, startedAt: '2026-06-18T13:59:58.000Z' }]);
    const expected = expect.objectContaining({
      kind: 'restarted',
      at: '2026-06-18T13:59:58.000Z',
      service: 'media/jellyfin',
      project: 'media',
      title: 'jellyfin was restarted',
      actor: 'outside',
      operationId: null,
    });
    expect(await told).toEqual({ seq: 1, change: expected });
    const { items } = await page();
    expect((await client.get(`/api/changes/${items[0]?.id ?? ''}`)).body).toEqual(expected);
    expect(await page()).toEqual({ items: [expected], nextCursor: null });
  });

  it('attributes what an operation of ours did, and lists the operation itself', async () => {
    const jellyfin = anImprint();
    see([jellyfin], true);
    await operation('op-1');
    see([{ ...jellyfin, startedAt: new Date(NOW).toISOString() }]);
    await written();
    const { items } = await page('?service=media/jellyfin');
    expect(items.map(({ id, kind, actor, operationId }) => [id, kind, actor, operationId])).toEqual([
      ['o-op-1', 'operation', 'marta', 'op-1'],
      [expect.stringMatching(/^c-/), 'restarted', 'marta', 'op-1'],
    ]);
  });

  it('finds what happened while it was not running, and says that nobody knows who did it', async () => {
    const jellyfin = anImprint();
    see([jellyfin], true);
    await written();
    await restart(3_600_000);
    const after = anImprint({ environment: { TZ: 'aaa', PASSWORD: 'changed' } });
    see([after], true);
    await written();
    const { items } = await page();
    expect(items.map(({ kind, actor }) => [kind, actor])).toEqual(
      expect.arrayContaining([
        ['recreated', 'unknown'],
        ['watch', 'unknown'],
      ]),
    );
    const recreated = items.find(({ kind }) => kind === 'recreated');
    expect(recreated?.after).toMatchObject({ environment: { PASSWORD: 'hidden, changed' } });
    expect(JSON.stringify(items)).not.toContain('bbb');
  });

  it('notices that the machine was restarted', async () => {
    await written();
    await restart(0, 'boot-2');
    await written();
    expect((await page('?kind=host')).items).toMatchObject([
      { title: 'The machine was restarted', actor: 'unknown', at: '2026-06-18T13:55:00.000Z' },
    ]);
  });

  it('notices that the engine went away and came back', async () => {
    const engine = {
      kind: 'docker',
      version: '28.5.2',
      apiVersion: '1.51',
      since: '',
      error: null,
    } as const;
    const bus = app.get(EventBus);
    bus.publish('docker.engine-changed', { ...engine, status: 'connected' });
    await written();
    bus.publish('docker.engine-changed', { ...engine, status: 'unreachable' });
    clock.advance(25_000);
    bus.publish('docker.engine-changed', { ...engine, status: 'connected', version: '29.0.0' });
    await written();
    expect((await page('?kind=engine')).items.map(({ title, detail }) => `${title}: ${detail}`)).toEqual([
      'The Docker Engine is another release: From 28.5.2 to 29.0.0.',
      'The Docker Engine answers again: It was away for 25 s.',
      'The Docker Engine went away: ',
    ]);
  });

  describe('the list', () => {
    beforeEach(async () => {
      const names = ['a', 'b', 'c', 'd'];
      const containers = names.map((name) =>
        anImprint({ service: `media/${name}`, slot: `media/${name}#1`, name }),
      );
      see(containers, true);
      for (let round = 0; round < 10; round += 1) {
        clock.advance(MINUTE);
        await operation(`op-${round}`, { target: 'media/a', services: '["media/a"]' });
        see(containers.map((imprint) => ({ ...imprint, startedAt: new Date(clock.now()).toISOString() })));
        await written();
      }
    });

    async function everything(query: string): Promise<Change[]> {
      const items: Change[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const next: ChangesPage = await page(`?limit=7${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
        items.push(...next.items);
        cursor = next.nextCursor;
      }
      return items;
    }

    it('is complete, without repeats, newest first, however it is paged', async () => {
      const items = await everything('');
      expect(items).toHaveLength(50);
      expect(new Set(items.map(({ id }) => id)).size).toBe(50);
      expect(items.map(({ at }) => at)).toEqual(
        items
          .map(({ at }) => at)
          .toSorted()
          .toReversed(),
      );
    });

    it.each([
      ['a service', '&service=media/b', 10],
      ['a service with its operations', '&service=media/a', 20],
      ['a kind', '&kind=operation', 10],
      ['a lane', '&lane=outside', 30],
      ['the lane of operations, with what they did', '&lane=operations', 20],
      ['somebody', '&actor=marta', 20],
      ['nobody of ours', '&actor=outside', 30],
      ['a kind on a lane it is not on', '&lane=host&kind=restarted', 0],
      ['text', '&q=JELLY', 0],
      ['text that is there', '&q=restart', 50],
      ['a window', '&from=2026-06-18T14:01:00Z&to=2026-06-18T14:03:00Z', 10],
    ])('can be narrowed to %s', async (_what, query, count) => {
      expect(await everything(query)).toHaveLength(count);
    });

    it.each([
      ['cursor=nonsense', 'cursor'],
      ['limit=0', 'limit'],
      ['kind=everything', 'kind'],
      ['from=yesterday', 'from'],
      ['colour=red', 'colour'],
    ])('refuses ?%s', async (query, path) => {
      const answer = await client.get(`/api/changes?${query}`);
      expect(answer.status).toBe(422);
      expect(answer.body).toMatchObject({ issues: [{ path }] });
    });

    it('shows the window at a glance', async () => {
      const answer = await client.get('/api/changes/lanes?from=2026-06-18T14:00:00Z&to=2026-06-18T15:00:00Z');
      const { lanes } = answer.body as ChangeLanes;
      expect(lanes.map(({ lane, count }) => [lane, count])).toEqual([
        ['operations', 10],
        ['outside', 30],
        ['services', 0],
        ['host', 0],
      ]);
      expect(lanes[1]?.marks).toHaveLength(10);
      expect(lanes[1]?.marks[0]).toMatchObject({ count: 3, kind: 'restarted', command: null, status: null });
    });

    it.each([
      ['service=media/a', [10, 0]],
      ['service=media/b', [0, 10]],
      ['actor=marta', [10, 0]],
      ['actor=outside', [0, 30]],
      ['kind=restarted', [0, 30]],
    ])('shows at a glance what %s lists', async (query, counts) => {
      const window = 'from=2026-06-18T14:00:00Z&to=2026-06-18T15:00:00Z';
      const { lanes } = (await client.get(`/api/changes/lanes?${window}&${query}`)).body as ChangeLanes;
      expect(lanes.slice(0, 2).map(({ count }) => count)).toEqual(counts);
      expect(lanes[0]?.marks).toHaveLength(counts[0] ?? 0);
    });

    it('counts at a glance what it lists: nothing that only read or was refused, failures as such', async () => {
      await operation('read', { risk: 'read', command: 'host.refresh', target: null });
      await operation('refused', { status: 'refused' });
      await operation('failed', { status: 'failed', actor: 'jonas' });
      await operation('after', { actor: 'jonas' });
      const window = 'from=2026-06-18T14:00:00Z&to=2026-06-18T15:00:00Z&actor=jonas';
      const { lanes } = (await client.get(`/api/changes/lanes?${window}`)).body as ChangeLanes;
      expect(lanes[0]).toMatchObject({
        count: 2,
        marks: [{ id: 'o-failed', tone: 'bad', command: 'service.restart', status: 'failed' }],
      });
      const { items } = await page('?lane=operations&limit=3');
      expect(items.slice(0, 2).map(({ id, status }) => [id, status])).toEqual([
        ['o-after', 'succeeded'],
        ['o-failed', 'failed'],
      ]);
    });
  });

  it('says what changed before something broke', async () => {
    const ml = anImprint({ service: 'media/ml', slot: 'media/ml#1' });
    const web = anImprint({ service: 'media/web', slot: 'media/web#1' });
    see([ml, web], true);
    see([{ ...web, memoryBytes: 4 }]);
    await written();
    clock.advance(4 * MINUTE);
    see([{ ...ml, health: 'unhealthy', failingStreak: 4 }]);
    await written();
    const { lens } = (await client.get('/api/changes/lens')).body as LensAnswer;
    expect(lens).toMatchObject({
      failure: { service: 'media/ml', title: 'ml became unhealthy' },
      candidates: [
        { relation: 'same-project', distanceMs: 4 * MINUTE, change: { title: 'web: memory limit changed' } },
      ],
    });
    expect((await client.get('/api/changes/lens?id=c-999')).status).toBe(404);
    expect((await client.get('/api/changes/lens?service=media/web')).body).toEqual({ lens: null });
  });

  it('is for people who are signed in', async () => {
    for (const path of ['', '/lanes', '/lens', '/c-1'])
      expect((await app.client().get(`/api/changes${path}`)).status).toBe(401);
  });
});
