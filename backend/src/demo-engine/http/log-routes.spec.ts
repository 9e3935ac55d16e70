import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { SpecEngines } from '../spec-client.ts';

interface Frame {
  readonly stream: number;
  readonly text: string;
}

function frames(body: Buffer): readonly Frame[] {
  const found: Frame[] = [];
  for (let at = 0; at < body.length;) {
    const length = body.readUInt32BE(at + 4);
    found.push({ stream: body.readUInt8(at), text: body.subarray(at + 8, at + 8 + length).toString() });
    at += 8 + length;
  }
  return found;
}

describe('GET /containers/{id}/logs', () => {
  const engines = new SpecEngines();
  afterEach(() => engines.close());
  afterAll(() => {
    engines.remove();
  });

  it('has a past for every service that talks, in both streams, with traces and letters of all kinds', async () => {
    const spec = await engines.start({ still: true });
    const texts: string[] = [];
    for (const { name } of spec.lab.containers()) {
      const { status, body } = await spec.ask('GET', `/containers/${name}/logs?stdout=1&stderr=1&tail=400`);
      expect(status).toBe(200);
      const isTerminal = name === 'minecraft';
      texts.push(
        isTerminal
          ? body.toString()
          : frames(body)
              .map(({ text }) => text)
              .join(''),
      );
    }
    const all = texts.join('');
    expect(texts.filter((text) => text !== '').length).toBeGreaterThan(23);
    expect(all).toContain('\n   at System.Net.Http'); // a trace of .NET
    expect(all).toContain('Traceback (most recent call last):');
    expect(all).toContain('Küche');
    expect(all).toContain('\u001b[');
    const [line = ''] = frames(
      Buffer.from((await spec.ask('GET', '/containers/edge-traefik-1/logs?stdout=1&tail=30')).body),
    )
      .map(({ text }) => text)
      .filter((text) => text.includes('RequestHost'));
    expect(JSON.parse(line)).toMatchObject({ level: 'info' });
  });

  it('is the same when read again, and ends where the engine began, if nothing happens by itself', async () => {
    const spec = await engines.start({ still: true });
    const path = '/containers/edge-traefik-1/logs?stdout=1&stderr=1&timestamps=1&tail=50';
    const first = await spec.ask('GET', path);
    expect(frames(first.body)).toHaveLength(50);
    spec.lab.advance(60_000);
    expect((await spec.ask('GET', path)).body.toString()).toBe(first.body.toString());
  });

  it('follows what is said, from now or from the tail on, and ends with the program', async () => {
    const spec = await engines.start({ still: true });
    const stream = await spec.stream('/containers/paperless-broker-1/logs?stdout=1&stderr=1&follow=1&tail=0');
    spec.lab.log('paperless-broker-1', 'eins – 1');
    spec.lab.log('paperless-broker-1', 'zwei', 'stderr');
    await stream.until(({ text }) => text.includes('zwei'));
    expect(frames(Buffer.concat(stream.chunks))).toEqual([
      { stream: 1, text: 'eins – 1\n' },
      { stream: 2, text: 'zwei\n' },
    ]);
    spec.lab.crash('paperless-broker-1', { exitCode: 1 });
    await stream.until(({ end }) => end === 'complete');
  });

  it('talks by itself at the pace of the program, while somebody follows', async () => {
    const spec = await engines.start();
    const stream = await spec.stream(
      '/containers/edge-traefik-1/logs?stdout=1&stderr=1&follow=1&tail=0&timestamps=1',
    );
    spec.lab.advance(60_000);
    await stream.until(({ text }) => text !== '');
    const said = frames(Buffer.concat(stream.chunks));
    expect(said.length).toBeGreaterThan(25); // one line in 1.6 s
    expect(said.length).toBeLessThan(60);
    const stored = await spec.ask(
      'GET',
      `/containers/edge-traefik-1/logs?stdout=1&stderr=1&timestamps=1&tail=${said.length}`,
    );
    expect(frames(stored.body)).toEqual(said);
  });

  it('tells why a program failed before it ended', async () => {
    const spec = await engines.start({ still: true });
    spec.lab.stop('dev-renovate-1');
    spec.lab.start('dev-renovate-1');
    const stream = await spec.stream('/containers/dev-renovate-1/logs?stdout=1&stderr=1&follow=1&tail=2');
    spec.lab.crash('dev-renovate-1', { exitCode: 1 });
    await stream.until(({ end }) => end === 'complete');
    const said = frames(Buffer.concat(stream.chunks));
    expect(said[0]?.text).toContain('Renovate started');
    expect(
      said.some(
        ({ stream: number, text }) => number === 2 && text.startsWith('FATAL: Authentication failure'),
      ),
    ).toBe(true);
  });

  it('stops following at `until`', async () => {
    const spec = await engines.start({ still: true });
    const until = (Date.now() / 1_000 + 10).toFixed(3);
    const stream = await spec.stream(
      `/containers/paperless-broker-1/logs?stdout=1&follow=1&tail=0&until=${until}`,
    );
    spec.lab.log('paperless-broker-1', 'in time');
    spec.lab.advance(10_000);
    spec.lab.log('paperless-broker-1', 'too late');
    await stream.until(({ end }) => end === 'complete');
    expect(frames(Buffer.concat(stream.chunks))).toEqual([{ stream: 1, text: 'in time\n' }]);
  });

  it('ends when the container is removed, and forgets whoever hangs up', async () => {
    const spec = await engines.start();
    const path = '/containers/edge-whoami-1/logs?stdout=1&follow=1';
    const [removed, hungUp] = await Promise.all([spec.stream(path), spec.stream(path)]);
    hungUp.close();
    spec.lab.remove('edge-whoami-1');
    await removed.until(({ end }) => end === 'complete');
  });
});
