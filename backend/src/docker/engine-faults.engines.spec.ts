import { chmodSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EngineErrorCode, EngineState } from '#shared/engine';
import type { ServicesAnswer } from '#shared/service';
import { composeIdentity, startMany } from '../../../e2e/lab/containers.ts';
import { type LabEngine, startEngine } from '../../../e2e/lab/engine.ts';
import { loadBusybox } from '../../../e2e/lab/images.ts';
import { findEngines } from '../../../e2e/lab/installations.ts';
import { FakeSessions } from '../platform/testing/fake-sessions.ts';
import { startTestApp, type TestApp } from '../platform/testing/test-app.ts';
import type { TestClient } from '../platform/testing/test-client.ts';
import { DockerModule } from './public.ts';

const START_TIMEOUT_MS = 60_000;
const FROZEN_MS = 30_000;

/** How soon the program has to have found an engine again that answers. */
const RECOVERY_MS = 5_000;

/** A user without any rights, for what root is never refused. */
const NOBODY = 65_534;

const installation = (await findEngines()).at(-1);

describe('an engine that fails', () => {
  let engine: LabEngine;
  let app: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    if (installation === undefined) throw new Error('no engine was found');
    engine = await startEngine(installation);
    await loadBusybox(engine);
    await startMany(engine, 5, { identity: (index) => composeIdentity('shop', `service-${index}`) });
    const sessions = new FakeSessions();
    const token = sessions.add('viewer');
    app = await startTestApp({
      imports: [DockerModule, sessions.asModule()],
      environment: { HOMELAB_ENGINE: 'docker', DOCKER_HOST: engine.dockerHost },
    });
    client = app.client({ authorization: `Bearer ${token}` });
    await becomes('connected', START_TIMEOUT_MS);
  }, START_TIMEOUT_MS);

  afterAll(async () => {
    await app.close();
    await engine.destroy();
  }, START_TIMEOUT_MS);

  const ask = async (): Promise<ServicesAnswer> => (await client.get('/api/services')).body as ServicesAnswer;

  /** Waits until the engine is in a state, for a cause if one is given; fails with what it is instead. */
  const becomes = async (
    status: EngineState['status'],
    withinMs: number,
    cause?: EngineErrorCode,
  ): Promise<ServicesAnswer> => {
    const end = Date.now() + withinMs;
    for (;;) {
      const answer = await ask();
      const { engine: now } = answer;
      if (now.status === status && (cause === undefined || now.error?.code === cause)) return answer;
      if (Date.now() > end) throw new Error(`after ${withinMs} ms: ${JSON.stringify(answer.engine)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it(
    'frozen for half a minute: says so, answers all the while, and is found again',
    async () => {
      const before = await ask();
      const seen: EngineState[] = [];
      const times: number[] = [];
      engine.freeze();
      const end = Date.now() + FROZEN_MS;
      while (Date.now() < end) {
        const started = performance.now();
        await client.get('/healthz');
        const answer = await ask();
        times.push((performance.now() - started) / 2);
        seen.push(answer.engine);
        expect(answer.services).toEqual(before.services);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      engine.thaw();
      const p99 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)];
      expect(times.length).toBeGreaterThan(500);
      expect(p99).toBeLessThan(100);
      expect(seen.at(-1)).toMatchObject({ status: 'unreachable', error: { code: 'engine_timeout' } });
      await becomes('connected', RECOVERY_MS);
      expect((await ask()).services).toHaveLength(5);
    },
    FROZEN_MS + START_TIMEOUT_MS,
  );

  it(
    'killed and started again: keeps the last known services, and sees what became of them',
    async () => {
      await engine.kill();
      const away = await becomes('unreachable', RECOVERY_MS);
      expect(away.engine.error?.code).toMatch(/^engine_(refused|lost)$/);
      expect(away.services).toHaveLength(5);
      expect(away.services.every(({ state }) => state === 'running')).toBe(true);
      await engine.restart(); // without live-restore, a restarted engine stops the containers it finds
      const back = await becomes('connected', RECOVERY_MS);
      expect(back.services).toHaveLength(5);
      expect(back.services.some(({ state }) => state === 'running')).toBe(false);
    },
    START_TIMEOUT_MS,
  );

  it(
    'stopped for good: the socket refuses, and the page is told what to do',
    async () => {
      await engine.stop();
      const away = await becomes('unreachable', RECOVERY_MS);
      expect(away.engine.error?.code).toMatch(/^engine_(not_found|refused)$/);
      expect(away.engine.error?.action).toContain('systemctl start docker');
      await engine.restart();
      await becomes('connected', RECOVERY_MS);
    },
    START_TIMEOUT_MS,
  );

  it(
    'refusing us: says as whom, and is found again once it lets us in',
    async () => {
      if (process.seteuid === undefined) throw new Error('needs a Unix');
      chmodSync(engine.socketPath, 0o600);
      process.seteuid(NOBODY); // root is never refused
      try {
        await engine.kill(); // ends the connections that are open already
        // The lost connections are seen first, the refusal only with the next attempt.
        const away = await becomes('unreachable', RECOVERY_MS, 'engine_permission_denied');
        expect(away.engine.error).toMatchObject({
          message: expect.stringContaining('permission denied'),
          action: expect.stringContaining('group'),
        });
        expect(away.services).toHaveLength(5);
      } finally {
        process.seteuid(0);
      }
      await engine.restart();
      await becomes('connected', RECOVERY_MS);
    },
    START_TIMEOUT_MS,
  );
});
