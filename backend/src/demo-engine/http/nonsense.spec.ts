import { connect } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { Random } from '../model/random.ts';
import { SpecEngines } from '../spec-client.ts';

const PATHS = [
  '/_ping',
  '/containers/json',
  '/containers/media-jellyfin-1/json',
  '/containers/media-jellyfin-1/logs',
  '/containers/media-jellyfin-1/stats',
  '/containers/nosuch/start',
  '/events',
  '/images/json',
  '/images/create',
  '/distribution/redis:8/json',
  '/networks/bridge',
];
const NAMES = [
  'filters',
  'all',
  'limit',
  'since',
  'until',
  'tail',
  'stdout',
  't',
  'signal',
  'fromImage',
  'tag',
  'name',
  'stream',
];
const PIECES = [
  '%',
  '%00',
  '..',
  '//',
  '%2F',
  '{}',
  '[]',
  '{"label":5}',
  '{"name":["("]}',
  '-1',
  '9'.repeat(40),
  'ü',
  '\u0007',
  '"',
  '1e9',
  'null',
];

/** Writes it to the socket as it is, and waits for a moment. */
async function send(socketPath: string, bytes: string): Promise<void> {
  const socket = connect(socketPath);
  socket.on('error', () => undefined); // being hung up on is an answer
  socket.end(bytes);
  socket.setTimeout(100, () => socket.destroy());
  socket.resume();
  await new Promise((resolve) => socket.once('close', resolve));
}

describe('requests that make no sense', () => {
  const engines = new SpecEngines();
  afterEach(() => engines.close());
  afterAll(() => {
    engines.remove();
  });

  it('do not end the engine', async () => {
    const spec = await engines.start({ still: true });
    const random = new Random(11);
    const piece = (): string => {
      const raw = random.pick(PIECES);
      return random.chance(0.8) ? encodeURIComponent(raw) : raw;
    };
    const request = (): string => {
      const method = random.pick([
        ...Array<string>(9).fill('GET'),
        'POST',
        'POST',
        'DELETE',
        'HEAD',
        'PUT',
        'CONNECT',
        'BREW',
      ]);
      const version = random.pick(['', '', '', '/v1.41', '/v1..2', '/v99', '/v']);
      const query = Array.from({ length: random.whole(0, 4) }, () => `${random.pick(NAMES)}=${piece()}`);
      const path = `${version}${random.pick(PATHS)}${random.chance(0.2) ? piece() : ''}`;
      return `${method} ${path}?${query.join('&')} HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n`;
    };
    for (let round = 0; round < 40; round += 1) {
      await Promise.all(Array.from({ length: 20 }, () => send(spec.engine.socketPath, request())));
    }
    await send(spec.engine.socketPath, 'no HTTP at all\r\n\r\n');
    await send(spec.engine.socketPath, `GET / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`);
    expect(
      spec.faults.requests('events') + spec.faults.requests('list') + spec.faults.requests('logs'),
    ).toBeGreaterThan(60);
    expect((await spec.ask('GET', '/_ping')).body.toString()).toBe('OK');
    expect((await spec.list()).size).toBe(spec.lab.containers().length);
  }, 30_000);
});
