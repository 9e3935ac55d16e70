import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { field } from '../conformance/probe.ts';
import { SpecEngines, type SpecEngine } from '../spec-client.ts';

const PULL = '/images/create?fromImage=traefik&tag=v3.6';

async function digests(spec: SpecEngine): Promise<{ readonly local: unknown; readonly registry: unknown }> {
  return {
    local: field(await spec.json('/images/traefik:v3.6/json'), 'RepoDigests', '0'),
    registry: `traefik@${String(field(await spec.json('/distribution/traefik:v3.6/json'), 'Descriptor', 'digest'))}`,
  };
}

describe('images over HTTP', () => {
  const engines = new SpecEngines();
  afterEach(() => engines.close());
  afterAll(() => {
    engines.remove();
  });

  it('some have something newer in their registry, the others do not', async () => {
    const spec = await engines.start({ still: true });
    const outdated: string[] = [];
    for (const { image } of spec.lab.containers()) {
      const local = String(field(await spec.json(`/images/${image}/json`), 'RepoDigests', '0'));
      const { digest } = field(await spec.json(`/distribution/${image}/json`), 'Descriptor') as {
        readonly digest: string;
      };
      if (!local.endsWith(digest)) outdated.push(image);
    }
    expect(outdated.sort()).toEqual([
      'ghcr.io/home-assistant/home-assistant:stable',
      'jellyfin/jellyfin:10.11.2',
      'traefik:v3.6',
    ]);
  });

  it('a pull moves the tag, keeps what runs on the old image, and announces itself', async () => {
    const spec = await engines.start({ still: true });
    const before = await digests(spec);
    expect(before.local).not.toBe(before.registry);
    const oldId = field((await spec.list()).get('edge-traefik-1'), 'ImageID');
    const events = await spec.stream('/events');
    const pull = await spec.stream(PULL, 'POST');
    spec.lab.advance(60_000);
    await pull.until(({ end }) => end === 'complete');
    const statuses = pull.lines.map((line) => field(line, 'status'));
    expect(statuses[0]).toBe('Pulling from library/traefik');
    expect(statuses).toContain('Already exists');
    expect(statuses.at(-1)).toBe('Status: Downloaded newer image for traefik:v3.6');
    const after = await digests(spec);
    expect(after).toEqual({ local: before.registry, registry: before.registry });
    const entry = (await spec.list()).get('edge-traefik-1');
    expect(entry).toMatchObject({ Image: oldId, ImageID: oldId });
    expect(field(await spec.json('/containers/edge-traefik-1/json'), 'Config', 'Image')).toBe('traefik:v3.6');
    const dangling = (await spec.json(
      `/images/json?filters=${encodeURIComponent('{"dangling":["true"]}')}`,
    )) as readonly unknown[];
    expect(dangling.map((image) => [field(image, 'Id'), field(image, 'RepoTags')])).toEqual([[oldId, []]]);
    await events.until(({ actions }) => actions.includes('pull'));
    expect(events.lines.at(-1)).toMatchObject({
      Type: 'image',
      id: 'traefik:v3.6',
      Actor: { Attributes: { name: 'traefik' } },
    });
  });

  it('takes believable time, and sends its progress as it comes', async () => {
    const spec = await engines.start({ still: true });
    const pull = await spec.stream(PULL, 'POST');
    await pull.until(({ lines }) => lines.length > 0);
    expect(pull.lines.length).toBeLessThan(8);
    await pull.until(({ end }) => end === 'complete');
    expect(pull.chunks.length).toBeGreaterThan(20);
  });

  it('is called off when its reader goes', async () => {
    const spec = await engines.start({ still: true });
    const before = await digests(spec);
    const pull = await spec.stream(PULL, 'POST');
    await pull.until(({ lines }) => lines.length > 0);
    pull.close();
    await pull.until(({ end }) => end !== null);
    await spec.ask('GET', '/_ping'); // its turn comes after the hang-up
    spec.lab.advance(60_000);
    expect(await digests(spec)).toEqual(before);
  });

  it('lists by reference', async () => {
    const spec = await engines.start({ still: true });
    const filtered = async (reference: string): Promise<readonly unknown[]> => {
      const filters = encodeURIComponent(JSON.stringify({ reference: [reference] }));
      const images = (await spec.json(`/images/json?filters=${filters}`)) as readonly unknown[];
      return images.map((image) => field(image, 'RepoTags', '0'));
    };
    expect(await filtered('redis')).toEqual(['redis:8']);
    expect(await filtered('postgres:*')).toEqual(['postgres:17']);
    expect((await filtered('ghcr.io/immich-app/*')).length).toBe(3);
    expect(await filtered('nosuch')).toEqual([]);
  });
});
