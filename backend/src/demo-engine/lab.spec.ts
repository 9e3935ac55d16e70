import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { field } from './conformance/probe.ts';
import { SpecEngines } from './spec-client.ts';

describe('the lab', () => {
  const engines = new SpecEngines();
  afterEach(() => engines.close());
  afterAll(() => {
    engines.remove();
  });

  it('does everything at once: the list agrees when the verb returns', async () => {
    const spec = await engines.start({ still: true });
    const { lab } = spec;
    const id = lab.add({ name: 'new', image: 'redis:8', project: 'lab', service: 'cache', ports: [] });
    expect(lab.container('new')).toMatchObject({
      id,
      project: 'lab',
      service: 'cache',
      state: 'running',
      health: null,
    });
    lab.pause('new');
    expect(field((await spec.list()).get('new'), 'State')).toBe('paused');
    lab.unpause('new');
    lab.rename('new', 'newer');
    expect((await spec.list()).has('new')).toBe(false);
    lab.stop(id);
    expect(field((await spec.list()).get('newer'), 'Status')).toMatch(/^Exited \(0\)/);
    lab.start('newer');
    lab.remove('newer');
    expect((await spec.list()).has('newer')).toBe(false);
    expect(() => lab.container('newer')).toThrow(/No such container/);
  });

  it('sends the events of a real engine for each', async () => {
    const spec = await engines.start({ still: true });
    const filters = encodeURIComponent('{"type":["container"]}');
    const stream = await spec.stream(`/events?filters=${filters}`);
    spec.lab.add({ name: 'new', image: 'redis:8' });
    spec.lab.rename('new', 'newer');
    spec.lab.stop('newer');
    spec.lab.start('newer');
    spec.lab.kill('newer');
    spec.lab.remove('newer');
    await stream.until(({ actions }) => actions.includes('destroy'));
    expect(stream.actions).toEqual([
      'create',
      'start',
      'rename',
      'kill',
      'stop',
      'die',
      'start',
      'kill',
      'die',
      'destroy',
    ]);
    expect(field(stream.lines[2], 'Actor', 'Attributes')).toMatchObject({ name: 'newer', oldName: '/new' });
  });

  it('creates without starting, and refuses a name that is taken', async () => {
    const { lab } = await engines.start({ still: true });
    lab.add({ name: 'idle', image: 'redis:8', started: false });
    expect(lab.container('idle').state).toBe('created');
    expect(() => lab.add({ name: 'idle', image: 'redis:8' })).toThrow(/already in use/);
  });

  it('a crash is followed by the restart policy, sooner or later', async () => {
    const { lab } = await engines.start({ still: true, now: () => 1e12 });
    lab.add({ name: 'fragile', image: 'redis:8', restart: { name: 'on-failure', maximumRetryCount: 2 } });
    lab.crash('fragile', { exitCode: 3 });
    expect(lab.container('fragile')).toMatchObject({ state: 'restarting', restartCount: 1 });
    lab.advance(99);
    expect(lab.container('fragile').state).toBe('restarting');
    lab.advance(2);
    expect(lab.container('fragile').state).toBe('running');
    lab.crash('fragile', { exitCode: 3 });
    lab.advance(150);
    expect(lab.container('fragile').state).toBe('restarting');
    lab.advance(60);
    lab.crash('fragile', { exitCode: 3 });
    expect(lab.container('fragile')).toMatchObject({ state: 'exited', restartCount: 2 });
  });

  it('a program that ran out of memory says so first', async () => {
    const spec = await engines.start({ still: true });
    const stream = await spec.stream('/events');
    spec.lab.crash('paperless-backup-1', { exitCode: 137, oomKilled: true });
    spec.lab.crash('vaultwarden', { exitCode: 137, oomKilled: true });
    await stream.until(({ actions }) => actions.includes('die'));
    expect(stream.actions).toEqual(['oom', 'disconnect', 'die']); // the job did not run, so it could not die
    expect(field(await spec.json('/containers/vaultwarden/json'), 'State', 'OOMKilled')).toBe(true);
  });

  it('sets health, with what the check said, and says so once', async () => {
    const spec = await engines.start({ still: true });
    const stream = await spec.stream('/events');
    spec.lab.setHealth('vaultwarden', 'unhealthy', 'connection refused');
    spec.lab.setHealth('vaultwarden', 'unhealthy', 'connection refused');
    const health = field(await spec.json('/containers/vaultwarden/json'), 'State', 'Health');
    expect(health).toMatchObject({ Status: 'unhealthy', FailingStreak: 3 });
    expect((field(health, 'Log') as readonly unknown[]).at(-1)).toMatchObject({
      ExitCode: 1,
      Output: 'connection refused',
    });
    expect(field((await spec.list()).get('vaultwarden'), 'Status')).toMatch(/^Up 30 minutes \(unhealthy\)$/);
    spec.lab.setHealth('vaultwarden', 'healthy');
    await stream.until(({ actions }) => actions.length >= 2);
    expect(stream.actions).toEqual(['health_status: unhealthy', 'health_status: healthy']);
  });

  it('a started container is starting until its first check, also when all is still', async () => {
    const { lab } = await engines.start({ still: true, now: () => 1e12 });
    lab.stop('vaultwarden');
    lab.start('vaultwarden');
    expect(lab.container('vaultwarden').health).toBe('starting');
    lab.advance(59_000);
    expect(lab.container('vaultwarden').health).toBe('starting');
    lab.advance(2_000);
    expect(lab.container('vaultwarden').health).toBe('healthy');
  });

  it('a check that fails goes on until it has settled, and then rests, when all is still', async () => {
    const spec = await engines.start({ still: true, now: () => 1e12 });
    spec.lab.setHealth('vaultwarden', 'unhealthy');
    spec.lab.stop('vaultwarden');
    spec.lab.start('vaultwarden'); // it still complains
    const stream = await spec.stream('/events');
    spec.lab.advance(3_600_000);
    await stream.until(({ actions }) => actions.includes('health_status: unhealthy'));
    expect(stream.actions.filter((action) => action === 'exec_die')).toHaveLength(3);
    expect(spec.lab.container('vaultwarden').health).toBe('unhealthy');
  });

  it('brings the image of what it adds', async () => {
    const spec = await engines.start({ still: true });
    spec.lab.add({ name: 'new', image: 'lab/busybox:1' });
    const entry = (await spec.list()).get('new');
    expect(field(entry, 'Image')).toBe('lab/busybox:1');
    expect(field(await spec.json('/images/lab/busybox:1/json'), 'Id')).toBe(field(entry, 'ImageID'));
  });

  it('bursts', async () => {
    const spec = await engines.start({ still: true });
    const stream = await spec.stream('/events');
    spec.lab.burst(2_000);
    await stream.until(({ lines }) => lines.length === 2_000);
  });
});
