import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { field, parseJson } from '../conformance/probe.ts';
import { SpecEngines, type SpecEngine } from '../spec-client.ts';

async function state(spec: SpecEngine, name: string): Promise<unknown> {
  return field(await spec.json(`/containers/${name}/json`), 'State');
}

describe('actions over HTTP', () => {
  const engines = new SpecEngines();
  afterEach(() => engines.close());
  afterAll(() => {
    engines.remove();
  });

  it('two requests to stop one container are one stop', async () => {
    const spec = await engines.start({ still: true });
    const stream = await spec.stream('/events');
    const stop = (): Promise<{ readonly status: number }> =>
      spec.ask('POST', '/containers/paperless-db-1/stop');
    const answers = await Promise.all([stop(), stop()]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    await stream.until(({ actions }) => actions.includes('die'));
    expect(stream.actions.filter((action) => ['kill', 'stop', 'die'].includes(action))).toEqual([
      'kill',
      'stop',
      'die',
    ]);
    expect(field(stream.lines[0], 'Actor', 'Attributes', 'signal')).toBe('2'); // the image asks for SIGINT
  });

  it('kills what does not end in time', async () => {
    const spec = await engines.start({ still: true });
    spec.lab.add({ name: 'stubborn', image: 'redis:8', behaviour: { endsWithinMs: 60_000 } });
    const stream = await spec.stream('/events');
    expect((await spec.ask('POST', '/containers/stubborn/stop?t=0')).status).toBe(204);
    await stream.until(({ actions }) => actions.includes('die'));
    const signals = stream.lines
      .map((line) => field(line, 'Actor', 'Attributes', 'signal'))
      .filter((signal) => signal !== undefined);
    expect(signals).toEqual(['15', '9']);
    expect(await state(spec, 'stubborn')).toMatchObject({ Status: 'exited', ExitCode: 137 });
  });

  it('a container stopped by hand stays stopped, whatever its restart policy', async () => {
    const spec = await engines.start({ still: true });
    await spec.ask('POST', '/containers/edge-whoami-1/kill');
    spec.lab.advance(120_000);
    expect(await state(spec, 'edge-whoami-1')).toMatchObject({ Status: 'exited', ExitCode: 137 });
  });

  it('stops a container between two attempts of its restart policy', async () => {
    const spec = await engines.start({ still: true });
    expect(await state(spec, 'dev-renovate-1')).toMatchObject({
      Status: 'restarting',
      Running: true,
      Restarting: true,
    });
    const stream = await spec.stream('/events');
    expect((await spec.ask('POST', '/containers/dev-renovate-1/start')).status).toBe(304);
    expect((await spec.ask('POST', '/containers/dev-renovate-1/stop')).status).toBe(204);
    await stream.until(({ actions }) => actions.length > 0);
    expect(stream.actions).toEqual(['stop']);
    expect(await state(spec, 'dev-renovate-1')).toMatchObject({ Status: 'exited', ExitCode: 1 });
  });

  it('wakes a paused container to stop it', async () => {
    const spec = await engines.start({ still: true });
    const stream = await spec.stream('/events?filters=' + encodeURIComponent('{"type":["container"]}'));
    expect((await spec.ask('POST', '/containers/minecraft/stop?t=0')).status).toBe(204);
    await stream.until(({ actions }) => actions.includes('die'));
    expect(stream.actions).toEqual(['kill', 'unpause', 'kill', 'stop', 'die']);
  });

  it('a signal that does not end a program leaves it running', async () => {
    const spec = await engines.start({ still: true });
    expect((await spec.ask('POST', '/containers/edge-traefik-1/kill?signal=SIGHUP')).status).toBe(204);
    expect(await state(spec, 'edge-traefik-1')).toMatchObject({ Status: 'running' });
  });

  it('does not start what needs a port that is taken, and says why there and in the inspect', async () => {
    const spec = await engines.start({ still: true });
    const { status, body } = await spec.ask('POST', '/containers/dev-registry-1/start');
    expect(status).toBe(500);
    const message = String(field(parseJson(body), 'message'));
    expect(message).toMatch(/Bind for 0\.0\.0\.0:8080 failed: port is already allocated$/);
    expect(await state(spec, 'dev-registry-1')).toMatchObject({
      Status: 'created',
      ExitCode: 128,
      Error: message,
    });
    spec.lab.stop('media-gluetun-1');
    expect((await spec.ask('POST', '/containers/dev-registry-1/start')).status).toBe(204);
    expect(await state(spec, 'dev-registry-1')).toMatchObject({ Status: 'running', Error: '' });
  });

  it('a start by hand counts restarts from nought again', async () => {
    const spec = await engines.start({ still: true });
    spec.lab.stop('dev-renovate-1');
    expect(field(await spec.json('/containers/dev-renovate-1/json'), 'RestartCount')).toBe(212);
    await spec.ask('POST', '/containers/dev-renovate-1/start');
    expect(field(await spec.json('/containers/dev-renovate-1/json'), 'RestartCount')).toBe(0);
  });

  it('removes what removes itself once', async () => {
    const spec = await engines.start({ still: true });
    spec.lab.add({ name: 'once', image: 'redis:8', autoRemove: true });
    const stream = await spec.stream('/events?filters=' + encodeURIComponent('{"type":["container"]}'));
    expect((await spec.ask('DELETE', '/containers/once?force=1')).status).toBe(204);
    await stream.until(({ actions }) => actions.includes('destroy'));
    expect(stream.actions).toEqual(['kill', 'die', 'destroy']);
  });
});
