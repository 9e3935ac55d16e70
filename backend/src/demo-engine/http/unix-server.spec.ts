import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, writeFileSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { startDemoEngine } from '../demo-engine.ts';
import { SpecEngines } from '../spec-client.ts';
import { DemoSocketUnusable } from './socket-errors.ts';

/** Listens on a socket and is killed, which leaves the file. */
async function abandonSocket(path: string): Promise<void> {
  const script = `require('net').createServer().listen(${JSON.stringify(path)}, () => console.log('up'))`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('the socket', () => {
  const engines = new SpecEngines();
  afterEach(() => engines.close());
  afterAll(() => {
    engines.remove();
  });

  it('is for its owner alone', async () => {
    const { engine } = await engines.start({ still: true });
    expect(lstatSync(engine.socketPath).isSocket()).toBe(true);
    expect(lstatSync(engine.socketPath).mode & 0o777).toBe(0o600);
  });

  it('replaces one that nobody listens on', async () => {
    const socketPath = engines.path('abandoned.sock');
    await abandonSocket(socketPath);
    expect(existsSync(socketPath)).toBe(true);
    const engine = await startDemoEngine({ socketPath, still: true });
    await engine.close();
    expect(existsSync(socketPath)).toBe(false);
  });

  it('leaves one alone that somebody listens on', async () => {
    const first = await engines.start({ still: true });
    const { socketPath } = first.engine;
    await expect(startDemoEngine({ socketPath, still: true })).rejects.toThrow(DemoSocketUnusable);
    expect((await first.ask('GET', '/_ping')).status).toBe(200);
  });

  it('never replaces a file that is no socket', async () => {
    const socketPath = engines.path('notes.txt');
    writeFileSync(socketPath, 'mine');
    await expect(startDemoEngine({ socketPath, still: true })).rejects.toThrow(/is no socket/);
    expect(readFileSync(socketPath, 'utf8')).toBe('mine');
  });

  it('refuses a path that no socket can have', async () => {
    const socketPath = engines.path('x'.repeat(120));
    await expect(startDemoEngine({ socketPath, still: true })).rejects.toThrow(/too long/);
  });

  it('closes within 100 ms, whatever is open, and leaves nothing', async () => {
    const spec = await engines.start();
    const { lab, faults } = spec;
    faults.add({ kind: 'stall', on: ['version'] });
    faults.add({ kind: 'delay', ms: 60_000, on: ['info'] });
    const waiting = [
      spec.ask('GET', '/version'),
      spec.ask('GET', '/info'),
      spec.ask('POST', '/containers/media-jellyfin-1/stop'),
    ];
    const refused = Promise.allSettled(waiting);
    const streams = await Promise.all([
      spec.stream('/events'),
      spec.stream('/containers/edge-traefik-1/logs?stdout=1&follow=1&tail=1'),
      spec.stream('/containers/edge-traefik-1/stats'),
    ]);
    lab.burst(10);
    const started = performance.now();
    await spec.engine.close();
    expect(performance.now() - started).toBeLessThan(100);
    for (const stream of streams) await stream.until(({ end }) => end === 'broken');
    expect((await refused).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(existsSync(spec.engine.socketPath)).toBe(false);
    await expect(spec.ask('GET', '/_ping')).rejects.toThrow(/ENOENT/);
  });

  it('can be closed twice', async () => {
    const { engine } = await engines.start({ still: true });
    await engine.close();
    await expect(engine.close()).resolves.toBeUndefined();
  });
});
