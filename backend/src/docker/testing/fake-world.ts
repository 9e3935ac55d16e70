import { createHash } from 'node:crypto';
import type { Health } from '#shared/service';
import { EnvironmentDigest } from '../adapters/environment-digest.ts';
import { labelValue } from '../adapters/redact.ts';
import type { ComposeLabels, ContainerFacts } from '../container-facts.ts';
import type { ContainerId } from '../container-id.ts';
import { aContainer } from './a-container.ts';
import type { ImageReference } from '../image-reference.ts';
import { aReference } from './a-reference.ts';
import type { ContainerAct, EngineWorld, OrderedContainer } from './engine-world.ts';
import { FakeEngine } from './fake-engine.ts';

const DIGEST = EnvironmentDigest.forThisProcess();

const HEALTH = { passing: 'healthy', failing: 'unhealthy' } as const satisfies Record<string, Health>;

/** The fake engine, doing what a real one does when its containers are handled. */
export class FakeWorld implements EngineWorld {
  readonly engine = new FakeEngine();

  async run(ordered: OrderedContainer): Promise<ContainerId> {
    const ended = ordered.program === 'exit-0' || ordered.program === 'exit-3';
    const facts = aContainer({
      name: ordered.name,
      image: 'lab/busybox:1',
      startedAt: new Date().toISOString(),
      restartPolicy: { name: 'no', maximumRetries: 0 },
      environmentNames: (ordered.environment ?? []).map((entry) => entry.split('=', 1)[0] ?? '').sort(),
      environmentDigests: DIGEST.ofEach(ordered.environment ?? []),
      labels: Object.entries(ordered.labels ?? {}).map(([name, value]) => ({
        name,
        value: labelValue(name, value),
      })),
      compose: composeOf(ordered.labels ?? {}),
      networkOf: ordered.networkOf ?? null,
      ...(ended
        ? {
            state: 'exited',
            exitCode: ordered.program === 'exit-3' ? 3 : 0,
            finishedAt: new Date().toISOString(),
          }
        : {}),
      ...(ordered.health === undefined ? {} : withHealth(ordered.health)),
    });
    this.engine.put(facts);
    if (ordered.program === 'stubborn') this.engine.behave(facts.id, { stubborn: true });
    return Promise.resolve(facts.id);
  }

  async act(id: ContainerId, act: ContainerAct): Promise<void> {
    const ended = { finishedAt: new Date().toISOString(), health: 'none' } as const;
    switch (act) {
      case 'start':
        return this.change(id, { state: 'running', exitCode: 0, startedAt: new Date().toISOString() });
      case 'stop':
        await this.change(id, { state: 'exited', exitCode: 0, ...ended });
        return this.change(id, {}, 'stopped');
      case 'kill':
        return this.change(id, { state: 'exited', exitCode: 137, ...ended });
      case 'pause':
        return this.change(id, { state: 'paused' });
      case 'unpause':
        return this.change(id, { state: 'running' });
      case 'remove':
        this.engine.remove(id);
    }
  }

  async rename(id: ContainerId, name: string): Promise<void> {
    return this.change(id, { name });
  }

  async setHealth(id: ContainerId, health: 'passing' | 'failing'): Promise<void> {
    return this.change(id, withHealth(health));
  }

  async publish(name: string, version: string): Promise<ImageReference> {
    const reference = aReference(`registry.example:5000/lab/${name}:1`);
    this.engine.images.publish(reference, {
      id: `sha256:${digits(name, version)}`,
      digest: `sha256:${digits('manifest', name, version)}`,
      layers: [
        { id: digits('base').slice(0, 12), bytes: 1_000 },
        { id: digits('layer', name, version).slice(0, 12), bytes: 20_000 },
      ],
    });
    return Promise.resolve(reference);
  }

  async close(): Promise<void> {
    return Promise.resolve();
  }

  private async change(
    id: ContainerId,
    change: Partial<ContainerFacts>,
    action: 'changed' | 'stopped' = 'changed',
  ): Promise<void> {
    const facts = await this.engine.inspect(id);
    if (facts === null) throw new Error('no such container');
    this.engine.put({ ...facts, ...change }, action);
  }
}

function withHealth(health: 'passing' | 'failing'): Pick<ContainerFacts, 'health' | 'healthCheck'> {
  const at = new Date().toISOString();
  const exitCode = health === 'passing' ? 0 : 1;
  return {
    health: HEALTH[health],
    healthCheck: {
      intervalMs: 1_000,
      timeoutMs: 2_000,
      retries: 1,
      startPeriodMs: 0,
      failingStreak: exitCode,
      log: [{ startedAt: at, endedAt: at, exitCode, output: '' }],
    },
  };
}

/** 64 hexadecimal digits, the same for the same words. */
function digits(...words: string[]): string {
  return createHash('sha256').update(words.join(' ')).digest('hex');
}

function composeOf(labels: Readonly<Record<string, string>>): ComposeLabels | null {
  const project = labels['com.docker.compose.project'];
  const service = labels['com.docker.compose.service'];
  return project === undefined || service === undefined
    ? null
    : { project, service, workingDir: null, configFiles: [] };
}
