import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { field } from '../conformance/probe.ts';
import { SpecEngines, type SpecEngine, type SpecStream } from '../spec-client.ts';

const NOON = Date.parse('2026-06-18T12:00:00Z');
const MINUTE_MS = 60_000;

/** Lets time pass in steps, so that the stream is read on the way. */
async function live(spec: SpecEngine, stream: SpecStream, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    spec.lab.advance(MINUTE_MS);
    await new Promise((resolve) => setImmediate(resolve));
  }
  spec.lab.burst(1);
  await stream.until(({ lines }) => field(lines.at(-1), 'Action') === 'resize');
}

/** The state of each container as the events tell it, beginning with a list: what a client works out. */
function replay(list: ReadonlyMap<string, unknown>, events: readonly unknown[]): ReadonlyMap<string, string> {
  const states = new Map(
    [...list.values()].map((entry) => [String(field(entry, 'Id')), String(field(entry, 'State'))]),
  );
  for (const event of events) {
    if (field(event, 'Type') !== 'container') continue;
    const id = String(field(event, 'Actor', 'ID'));
    switch (field(event, 'Action')) {
      case 'start':
      case 'unpause':
        states.set(id, 'running');
        break;
      case 'pause':
        states.set(id, 'paused');
        break;
      case 'die':
        states.set(id, 'exited');
        break;
      case 'destroy':
        states.delete(id);
        break;
    }
  }
  return states;
}

describe('the homelab lives', () => {
  const engines = new SpecEngines();
  afterEach(() => engines.close());
  afterAll(() => {
    engines.remove();
  });

  it('the same way from the same seed and time', async () => {
    const hour = async (seed: number): Promise<string> => {
      const spec = await engines.start({ seed, now: () => NOON });
      const stream = await spec.stream('/events');
      await live(spec, stream, 60);
      return stream.text;
    };
    const first = await hour(1);
    expect(first.split('\n').length).toBeGreaterThan(1_000);
    expect(await hour(1)).toBe(first);
    expect(await hour(2)).not.toBe(first);
  }, 20_000);

  it('and not at all when it is still', async () => {
    const spec = await engines.start({ still: true, now: () => NOON });
    const before = JSON.stringify(spec.lab.containers());
    const stream = await spec.stream('/events');
    spec.lab.advance(24 * 60 * MINUTE_MS);
    spec.lab.burst(1);
    await stream.until(({ actions }) => actions.length > 0);
    expect(stream.actions).toEqual(['resize']);
    expect(JSON.stringify(spec.lab.containers())).toBe(before);
  });

  it('health turns bad and good again, by health checks that fail one after another', async () => {
    const spec = await engines.start({ now: () => NOON });
    const stream = await spec.stream('/events');
    await live(spec, stream, 60);
    const changes = stream.lines
      .filter((line) => field(line, 'Actor', 'Attributes', 'name') === 'immich_machine_learning')
      .map((line) => String(field(line, 'Action')).replace('health_status: ', ''))
      .filter((action) => action === 'healthy' || action === 'unhealthy');
    expect(changes.slice(0, 3)).toEqual(['healthy', 'unhealthy', 'healthy']); // it begins unhealthy
    const probes = stream.lines.filter((line) => field(line, 'Action') === 'exec_die');
    expect(new Set(probes.map((line) => field(line, 'Actor', 'Attributes', 'exitCode')))).toEqual(
      new Set(['0', '1', '137']),
    );
    const gluetun = probes.filter((line) => field(line, 'Actor', 'Attributes', 'name') === 'media-gluetun-1');
    expect(gluetun.length).toBeGreaterThan(700); // every five seconds
  }, 20_000);

  it('a crash loop ticks: it counts up, and waits a minute each time', async () => {
    const spec = await engines.start({ now: () => NOON });
    const stream = await spec.stream('/events');
    const before = spec.lab.container('dev-renovate-1').restartCount;
    await live(spec, stream, 30);
    const after = spec.lab.container('dev-renovate-1').restartCount;
    expect(after - before).toBeGreaterThan(20);
    expect(after - before).toBeLessThan(40);
    const times = stream.lines
      .filter(
        (line) =>
          field(line, 'Actor', 'Attributes', 'name') === 'dev-renovate-1' &&
          field(line, 'Action') === 'start',
      )
      .map((line) => Number(field(line, 'time')));
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.min(...waits.slice(1))).toBeGreaterThan(60);
    expect(Math.max(...waits)).toBeLessThan(68);
  }, 20_000);

  it('every change is announced: whoever follows the events knows what the list says', async () => {
    const spec = await engines.start({ now: () => NOON });
    const stream = await spec.stream('/events');
    const before = await spec.list();
    await live(spec, stream, 90);
    const told = replay(before, stream.lines);
    for (const [name, entry] of await spec.list()) {
      const state = String(field(entry, 'State')).replace('restarting', 'exited'); // between two attempts it has died
      expect([name, told.get(String(field(entry, 'Id')))?.replace('restarting', 'exited')]).toEqual([
        name,
        state,
      ]);
    }
    const starts = stream.lines.filter((line) => field(line, 'Action') === 'start');
    expect(new Set(starts.map((line) => field(line, 'Actor', 'Attributes', 'name')))).toEqual(
      new Set(['dev-renovate-1', 'edge-adguard-1', 'edge-whoami-2', 'paperless-backup-1']),
    );
  }, 20_000);

  it('a job that was due ends well, and what a person stopped stays stopped', async () => {
    const spec = await engines.start({ now: () => NOON });
    const stream = await spec.stream('/events');
    spec.lab.stop('edge-adguard-1');
    spec.lab.stop('dev-renovate-1');
    await live(spec, stream, 120);
    expect(spec.lab.container('edge-adguard-1').state).toBe('exited');
    expect(spec.lab.container('dev-renovate-1').state).toBe('exited');
    const ends = stream.lines.filter(
      (line) =>
        field(line, 'Action') === 'die' &&
        field(line, 'Actor', 'Attributes', 'name') === 'paperless-backup-1',
    );
    expect(ends.length).toBeGreaterThan(3);
    expect(ends.every((line) => field(line, 'Actor', 'Attributes', 'exitCode') === '0')).toBe(true);
  }, 20_000);

  it('a crowd lives too, about once a second', async () => {
    const spec = await engines.start({ now: () => NOON, containers: 500 });
    const stream = await spec.stream('/events');
    const before = await spec.list();
    await live(spec, stream, 5);
    const changes = stream.actions.filter(
      (action) => action === 'die' || action === 'start' || action.startsWith('health_status'),
    );
    expect(changes.length).toBeGreaterThan(150);
    expect(changes.length).toBeLessThan(900);
    expect(replay(before, stream.lines).size).toBe(500);
  }, 20_000);
});
