import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoEngine, startDemoEngine } from '../../demo-engine/public.ts';
import { containerId, type ContainerId } from '../container-id.ts';
import type { ImageReference } from '../image-reference.ts';
import { aReference } from './a-reference.ts';
import type { OrderedContainer } from './engine-world.ts';
import { HttpWorld } from './http-world.ts';

/** The demo engine, with its homelab standing still around what the test orders. */
export class DemoWorld extends HttpWorld {
  private constructor(
    readonly demo: DemoEngine,
    private readonly folder: string,
  ) {
    super(demo.socketPath);
  }

  static async open(): Promise<DemoWorld> {
    const folder = mkdtempSync(join(tmpdir(), 'homelab-demo-world-'));
    return new DemoWorld(await startDemoEngine({ socketPath: join(folder, 'engine.sock') }), folder);
  }

  override async run(ordered: OrderedContainer): Promise<ContainerId> {
    const exitCode = ordered.program === 'exit-3' ? 3 : 0;
    const ends = ordered.program === 'exit-0' || ordered.program === 'exit-3';
    const id = containerId(
      this.demo.lab.add({
        name: ordered.name,
        image: 'lab/busybox:1',
        env: ordered.environment ?? [],
        labels: ordered.labels ?? {},
        healthcheck: ordered.health === undefined ? null : CHECK,
        ...(ordered.networkOf === undefined
          ? {}
          : { networks: [], networkMode: `container:${ordered.networkOf}` }),
        behaviour: {
          endsByItself: ends ? { afterSeconds: 0.05, exitCode } : null,
          ...(ordered.program === 'stubborn' ? { endsWithinMs: NEVER_MS } : {}),
        },
      }),
    );
    if (id === null) throw new Error('the demo engine made a container without an id');
    if (ordered.health === 'failing') await this.setHealth(id, 'failing');
    return id;
  }

  override async setHealth(id: ContainerId, health: 'passing' | 'failing'): Promise<void> {
    this.demo.lab.setHealth(id, health === 'passing' ? 'healthy' : 'unhealthy');
    return Promise.resolve();
  }

  override async publish(name: string, version: string): Promise<ImageReference> {
    const text = `registry.example:5000/lab/${name}:1`;
    this.demo.lab.publish(text, version);
    return Promise.resolve(aReference(text));
  }

  override async close(): Promise<void> {
    await super.close();
    await this.demo.close();
    rmSync(this.folder, { recursive: true });
  }
}

/** Longer than any test waits. */
const NEVER_MS = 3_600_000;

/** As in the images of the lab. */
const CHECK = {
  test: ['CMD', 'lab-health'],
  intervalSeconds: 1,
  timeoutSeconds: 2,
  startPeriodSeconds: 0,
  retries: 1,
};
