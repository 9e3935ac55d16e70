import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { field, parseJson } from '../conformance/probe.ts';
import { SpecEngines, type SpecEngine } from '../spec-client.ts';

const LIST = '/containers/json?all=1';

async function within<T>(ms: number, promise: Promise<T>): Promise<T | 'nothing'> {
  return Promise.race([promise, new Promise<'nothing'>((resolve) => setTimeout(resolve, ms, 'nothing'))]);
}

async function chunks(spec: SpecEngine, path: string): Promise<readonly Buffer[]> {
  const stream = await spec.stream(path);
  await stream.until(({ end }) => end === 'complete');
  return stream.chunks;
}

describe('faults', () => {
  const engines = new SpecEngines();
  afterEach(() => engines.close());
  afterAll(() => {
    engines.remove();
  });

  it('stall: accepts and never answers, there and only there', async () => {
    const spec = await engines.start({ still: true });
    const takeBack = spec.faults.add({ kind: 'stall', on: ['list'] });
    const stalled = spec.ask('GET', LIST).catch(() => 'broken');
    expect(await within(150, stalled)).toBe('nothing');
    expect((await spec.ask('GET', '/_ping')).status).toBe(200);
    takeBack();
    expect((await spec.ask('GET', LIST)).status).toBe(200);
    expect(await within(50, stalled)).toBe('nothing');
  });

  it('delay: answers later, the number of times asked for', async () => {
    const spec = await engines.start({ still: true });
    spec.faults.add({ kind: 'delay', ms: 120, times: 1 });
    const started = performance.now();
    expect((await spec.ask('GET', '/version')).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(115);
    const again = performance.now();
    await spec.ask('GET', '/version');
    expect(performance.now() - again).toBeLessThan(100);
  });

  it('reset: before the head, and in the middle of the body', async () => {
    const spec = await engines.start({ still: true });
    const takeBack = spec.faults.add({ kind: 'reset', on: ['list'] });
    await expect(spec.ask('GET', LIST)).rejects.toThrow(/socket hang up|ECONNRESET/);
    takeBack();
    spec.faults.add({ kind: 'reset', afterBodyBytes: 1_000, on: ['list'] });
    const stream = await spec.stream(LIST);
    await stream.until(({ end }) => end === 'broken');
    expect(stream.text).toHaveLength(1_000);
    expect(() => JSON.parse(stream.text) as unknown).toThrow();
  });

  it.each([
    [500, '{"message":"boom"}'],
    [503, '<html>busy</html>'],
    [502, 'Bad Gateway'],
  ])('status: %d with %s', async (status, text) => {
    const spec = await engines.start({ still: true });
    spec.faults.add({ kind: 'status', status, text, on: ['list'] });
    const answer = await spec.ask('GET', LIST);
    expect([answer.status, answer.body.toString()]).toEqual([status, text]);
  });

  it('rechunk: one byte a piece', async () => {
    const spec = await engines.start({ still: true });
    const genuine = (await spec.ask('GET', '/version')).body.toString();
    spec.faults.add({ kind: 'rechunk', how: 'bytes' });
    const pieces = await chunks(spec, '/version');
    expect(pieces.every(({ length }) => length === 1)).toBe(true);
    expect(Buffer.concat(pieces).toString()).toBe(genuine);
  });

  it('rechunk: cut inside characters', async () => {
    const spec = await engines.start({ still: true });
    const genuine = (await spec.ask('GET', '/containers/media-jellyfin-1/json')).body.toString();
    expect(genuine).toContain('Küche');
    spec.faults.add({ kind: 'rechunk', how: 'inside-characters' });
    const pieces = await chunks(spec, '/containers/media-jellyfin-1/json');
    expect(pieces.some((piece) => piece.toString().endsWith('\uFFFD'))).toBe(true);
    expect(Buffer.concat(pieces).toString()).toBe(genuine);
  });

  it('rechunk: anywhere, the same each time', async () => {
    const spec = await engines.start({ still: true });
    const genuine = (await spec.ask('GET', LIST)).body.toString();
    spec.faults.add({ kind: 'rechunk', how: 'random', seed: 4 });
    const pieces = await chunks(spec, LIST);
    expect(Buffer.concat(pieces).toString()).toBe(genuine);
    expect(new Set(pieces.map(({ length }) => length)).size).toBeGreaterThan(10);
    expect((await chunks(spec, LIST)).map(({ length }) => length)).toEqual(
      pieces.map(({ length }) => length),
    );
  });

  it('rechunk: several events in one piece', async () => {
    const spec = await engines.start({ still: true });
    spec.faults.add({ kind: 'rechunk', how: 'merged', on: ['events'] });
    const stream = await spec.stream('/events');
    spec.lab.burst(20);
    await stream.until(({ lines }) => lines.length === 20);
    expect(stream.chunks).toHaveLength(1);
  });

  it('garbage: another one for each request, known beforehand', async () => {
    const spec = await engines.start({ still: true });
    const genuine = (await spec.ask('GET', '/_ping')).body.toString();
    const expected = Array.from({ length: 40 }, (_, index) => spec.faults.malformed(100 + index, genuine));
    spec.faults.add({ kind: 'garbage', seed: 100, on: ['ping'] });
    for (const { isRaw, status, body } of expected) {
      const answer = await spec.ask('GET', '/_ping').catch(() => null);
      if (isRaw) continue; // what a client makes of it is the client's matter
      expect(answer?.status).toBe(status);
      if (status !== 204) expect(answer?.body.equals(body)).toBe(true);
    }
  });

  it('garbage: on a stream, every line', async () => {
    const spec = await engines.start({ still: true });
    spec.faults.add({ kind: 'garbage', seed: 7, on: ['events'] });
    const stream = await spec.stream('/events');
    expect(stream.status).toBe(200);
    spec.lab.burst(30);
    await stream.until(({ chunks: { length } }) => length >= 30);
    const genuine = stream.text
      .split('\n')
      .filter((line) => field(parseJson(Buffer.from(line)), 'Action') === 'resize');
    expect(genuine.length).toBeLessThan(25);
    expect(stream.end).toBeNull();
  });

  it('garbage never harms the engine itself', async () => {
    const spec = await engines.start({ still: true });
    const paths = [
      LIST,
      '/version',
      '/_ping',
      '/containers/media-jellyfin-1/json',
      '/events?since=1&until=2',
    ];
    spec.faults.add({ kind: 'garbage', seed: 0 });
    for (let round = 0; round < 60; round += 1) {
      await Promise.all(paths.map((path) => spec.ask('GET', path).catch(() => null)));
    }
    spec.faults.clear();
    expect((await spec.list()).size).toBe(spec.lab.containers().length);
  });

  it('lost events: the list changes, the stream is silent, and goes on afterwards', async () => {
    const spec = await engines.start({ still: true });
    const stream = await spec.stream('/events');
    const takeBack = spec.faults.add({ kind: 'lost-events' });
    spec.lab.stop('edge-traefik-1');
    expect(field((await spec.list()).get('edge-traefik-1'), 'State')).toBe('exited');
    takeBack();
    spec.lab.start('edge-traefik-1');
    await stream.until(({ actions }) => actions.includes('start'));
    expect(stream.actions).not.toContain('die');
  });

  it('drop: ends the event stream, cleanly or not', async () => {
    const spec = await engines.start({ still: true });
    const clean = await spec.stream('/events');
    expect(spec.faults.drop('events', 'end')).toBe(1);
    await clean.until(({ end }) => end === 'complete');
    const broken = await spec.stream('/events');
    expect(spec.faults.drop('events', 'reset')).toBe(1);
    await broken.until(({ end }) => end === 'broken');
    expect(spec.faults.drop('events', 'reset')).toBe(0);
  });

  it('api-version: too old, and too new', async () => {
    const spec = await engines.start({ still: true });
    const takeBack = spec.faults.add({ kind: 'api-version', max: '1.24' });
    expect((await spec.ask('GET', '/_ping')).headers['api-version']).toBe('1.24');
    expect(field(await spec.json('/version'), 'ApiVersion')).toBe('1.24');
    const tooNew = await spec.ask('GET', '/v1.41/containers/json');
    expect([tooNew.status, String(field(parseJson(tooNew.body), 'message'))]).toEqual([
      400,
      'client version 1.41 is too new. Maximum supported API version is 1.24',
    ]);
    takeBack();
    spec.faults.add({ kind: 'api-version', min: '1.99' });
    expect(field(await spec.json('/version'), 'MinAPIVersion')).toBe('1.99');
    const tooOld = await spec.ask('GET', '/v1.51/version');
    expect([tooOld.status, String(field(parseJson(tooOld.body), 'message'))]).toEqual([
      400,
      expect.stringMatching(
        /^client version 1\.51 is too old\. Minimum supported API version is 1\.99, please upgrade/,
      ),
    ]);
  });

  it('counts the requests to an endpoint', async () => {
    const spec = await engines.start({ still: true });
    await Promise.all([spec.ask('GET', LIST), spec.ask('GET', LIST), spec.ask('GET', '/_ping')]);
    expect(spec.faults.requests('list')).toBe(2);
    expect(spec.faults.requests('inspect')).toBe(0);
  });
});
