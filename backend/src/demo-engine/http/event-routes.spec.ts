import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { field, parseLines } from '../conformance/probe.ts';
import { EVENTS_KEPT } from '../model/event-log.ts';
import { SpecEngines } from '../spec-client.ts';

const encode = (filters: unknown): string => encodeURIComponent(JSON.stringify(filters));

describe('GET /events', () => {
  const engines = new SpecEngines();
  afterEach(() => engines.close());
  afterAll(() => {
    engines.remove();
  });

  it('says at once that it is open, and nothing while nothing happens', async () => {
    const spec = await engines.start({ still: true });
    const stream = await spec.stream('/events');
    expect(stream.status).toBe(200);
    expect(stream.text).toBe('');
    spec.lab.burst(1);
    await stream.until(({ actions }) => actions.length === 1);
  });

  it.each([
    ['20.10', ['kill', 'die', 'disconnect', 'unmount', 'stop', 'connect', 'mount', 'start']],
    ['26.1', ['kill', 'disconnect', 'unmount', 'stop', 'die', 'connect', 'mount', 'start']],
    ['28.5', ['kill', 'disconnect', 'unmount', 'stop', 'die', 'mount', 'connect', 'start']],
  ] as const)('has the order of an engine %s', async (version, expected) => {
    const spec = await engines.start({ still: true, version });
    const stream = await spec.stream('/events');
    spec.lab.stop('paperless-broker-1');
    spec.lab.start('paperless-broker-1');
    await stream.until(({ actions }) => actions.includes('start'));
    expect(stream.actions).toEqual(expected);
  });

  it('carries labels, image, name and what is particular, and nanoseconds that count up', async () => {
    const spec = await engines.start({ still: true });
    const stream = await spec.stream('/events');
    spec.lab.kill('paperless-broker-1');
    await stream.until(({ actions }) => actions.includes('die'));
    const die = stream.lines.find((line) => field(line, 'Action') === 'die');
    expect(die).toMatchObject({
      status: 'die',
      from: 'redis:8',
      Type: 'container',
      scope: 'local',
      Actor: {
        Attributes: {
          exitCode: '137',
          execDuration: expect.stringMatching(/^\d+$/),
          image: 'redis:8',
          name: 'paperless-broker-1',
        },
      },
    });
    expect(field(die, 'id')).toBe(field(die, 'Actor', 'ID'));
    expect(field(die, 'Actor', 'Attributes', 'com.docker.compose.service')).toBe('broker');
    const nanos = [...stream.text.matchAll(/"timeNano":(\d{19})\}/g)].map(([, digits = '']) =>
      BigInt(digits),
    );
    expect(nanos).toHaveLength(stream.lines.length);
    expect(nanos.every((time, index) => time > (nanos[index - 1] ?? 0n))).toBe(true);
  });

  it('replays what is asked for, and no more than an engine keeps', async () => {
    const spec = await engines.start({ still: true });
    spec.lab.burst(1_000);
    const { body, isComplete } = await spec.ask(
      'GET',
      `/events?since=0&until=${Math.ceil(Date.now() / 1_000)}`,
    );
    expect(isComplete).toBe(true);
    expect(parseLines(body)).toHaveLength(EVENTS_KEPT);
    const last = parseLines(body).at(-1);
    const nano = /"timeNano":(\d+)/.exec(body.toString().split('\n').at(-2) ?? '')?.[1] ?? '';
    const since = `${nano.slice(0, 10)}.${nano.slice(10)}`;
    const resumed = await spec.stream(`/events?since=${since}`);
    await resumed.until(({ lines }) => lines.length === 1);
    expect(resumed.lines[0]).toEqual(last);
  });

  it('goes on after the replay without a gap or a repetition', async () => {
    const spec = await engines.start({ still: true });
    spec.lab.burst(3);
    const stream = await spec.stream('/events?since=1');
    spec.lab.burst(4);
    await stream.until(({ lines }) => lines.length >= 7);
    const times = stream.lines.map((line) => JSON.stringify(line));
    expect(new Set(times).size).toBe(7);
  });

  it('ends at `until`', async () => {
    const spec = await engines.start({ still: true });
    const stream = await spec.stream(`/events?until=${(Date.now() / 1_000 + 0.2).toFixed(3)}`);
    spec.lab.burst(1);
    await stream.until(({ end }) => end === 'complete');
    expect(stream.actions).toEqual(['resize']);
  });

  it.each([
    [{ type: ['network'] }, ['connect']],
    [{ event: ['start'] }, ['start']],
    [{ event: ['health_status'] }, ['health_status: unhealthy']],
    [{ event: ['health_status: unhealthy'] }, ['health_status: unhealthy']],
    [{ event: ['health_status: healthy'] }, []],
    [{ container: ['paperless-broker-1'], event: ['start'] }, ['start']],
    [{ container: ['paperless-db-1'], event: ['start'] }, []],
    [{ label: ['com.docker.compose.project=paperless'], event: ['start'] }, ['start']],
    [{ label: ['com.docker.compose.project=paperless', 'no.such=label'] }, []],
    [{ image: ['redis:8'], event: ['start'] }, ['start']],
    [{ type: { network: true } }, ['connect']],
  ])('%j chooses %j', async (filters, expected) => {
    const spec = await engines.start({ still: true });
    spec.lab.stop('paperless-broker-1');
    const stream = await spec.stream(`/events?filters=${encode(filters)}`);
    const everything = await spec.stream('/events');
    spec.lab.start('paperless-broker-1');
    spec.lab.setHealth('paperless-broker-1', 'unhealthy');
    await everything.until(({ actions }) => actions.includes('health_status: unhealthy'));
    const marker = await spec.stream('/events'); // its answer comes after what was written before
    marker.close();
    expect(stream.actions).toEqual(expected);
  });

  it('lets go of a reader that does not read', async () => {
    const spec = await engines.start({ still: true });
    const { request } = await import('node:http');
    const outcome = new Promise<string>((resolve) => {
      const outgoing = request({ socketPath: spec.engine.socketPath, path: '/events', agent: false });
      outgoing.on('response', (incoming) => {
        incoming.pause();
        incoming.on('close', () => {
          resolve('let go');
        });
        setImmediate(() => {
          for (let round = 0; round < 20; round += 1) spec.lab.burst(1_000);
          setTimeout(() => incoming.resume(), 200);
        });
      });
      outgoing.on('error', () => undefined);
      outgoing.end();
    });
    await expect(outcome).resolves.toBe('let go');
    expect((await spec.json('/info')) as object).toMatchObject({ NEventsListener: 0 });
  });
});
