import { callEngineOrThrow, stringField } from '../../../../e2e/lab/engine-api.ts';
import type { LabEngine } from '../../../../e2e/lab/engine.ts';
import type { LabRegistry } from '../../../../e2e/lab/registry.ts';
import { anAddress } from './an-address.ts';
import { DockerodeEngine } from '../adapters/dockerode-engine.ts';
import { containerId, type ContainerId } from '../container-id.ts';
import type { ImageReference } from '../image-reference.ts';
import { aReference } from './a-reference.ts';
import type { ContainerAct, EngineWorld, OrderedContainer } from './engine-world.ts';

/** An engine behind a Unix socket, handled through its own API as any other client would. */
export abstract class HttpWorld implements EngineWorld {
  readonly engine: DockerodeEngine;

  constructor(protected readonly socketPath: string) {
    const host = { transport: 'unix', socketPath } as const;
    this.engine = new DockerodeEngine(anAddress(host));
  }

  abstract run(ordered: OrderedContainer): Promise<ContainerId>;
  abstract setHealth(id: ContainerId, health: 'passing' | 'failing'): Promise<void>;
  abstract publish(name: string, version: string): Promise<ImageReference>;

  async act(id: ContainerId, act: ContainerAct): Promise<void> {
    const call =
      act === 'remove'
        ? ({ method: 'DELETE', path: `/containers/${id}?force=1` } as const)
        : ({ method: 'POST', path: `/containers/${id}/${act}` } as const);
    await callEngineOrThrow(this.socketPath, call);
  }

  async rename(id: ContainerId, name: string): Promise<void> {
    await callEngineOrThrow(this.socketPath, {
      method: 'POST',
      path: `/containers/${id}/rename?name=${name}`,
    });
  }

  async close(): Promise<void> {
    await this.engine.onApplicationShutdown();
  }
}

/** A real engine of the lab, with a real registry beside it. */
export class LabWorld extends HttpWorld {
  constructor(
    private readonly lab: LabEngine,
    private readonly registry: LabRegistry,
  ) {
    super(lab.socketPath);
  }

  async run(ordered: OrderedContainer): Promise<ContainerId> {
    const created = await callEngineOrThrow(this.socketPath, {
      method: 'POST',
      path: `/containers/create?name=${ordered.name}`,
      json: {
        Image: ordered.health === undefined ? 'lab/busybox:1' : 'lab/health:1',
        Cmd: COMMANDS[ordered.program],
        Env: [...(ordered.environment ?? []), `LAB_HEALTH=${ordered.health === 'failing' ? 'fail' : 'ok'}`],
        Labels: ordered.labels ?? {},
        HostConfig: {
          NetworkMode: ordered.networkOf === undefined ? 'none' : `container:${ordered.networkOf}`,
        },
      },
    });
    const id = containerId(stringField(created, 'Id'));
    if (id === null) throw new Error('the engine made a container without an id');
    await this.act(id, 'start');
    return id;
  }

  async setHealth(id: ContainerId, health: 'passing' | 'failing'): Promise<void> {
    const created = await callEngineOrThrow(this.socketPath, {
      method: 'POST',
      path: `/containers/${id}/exec`,
      json: { Cmd: ['sh', '-c', `echo ${health === 'passing' ? 'ok' : 'fail'} > /tmp/lab-health`] },
    });
    await callEngineOrThrow(this.socketPath, {
      method: 'POST',
      path: `/exec/${stringField(created, 'Id')}/start`,
      json: { Detach: true },
    });
  }

  /**
   * The base is a layer of `lab/busybox:1`, which is here; the version is a layer of random bytes on top of it. An
   * image is pushed by the name it has, so the one that had the name gets it back.
   */
  async publish(name: string, version: string): Promise<ImageReference> {
    const text = `${this.registry.hostPort}/lab/${name}:1`;
    const maker = `make-${name}-${version}`;
    const before = await this.docker('images', '-q', '--no-trunc', text);
    await this.docker('run', '--name', maker, '--network', 'none', 'lab/busybox:1', 'sh', '-c', MAKE_PAYLOAD);
    const made = await this.docker('commit', maker, text);
    await this.docker('rm', maker);
    await this.docker('push', text);
    if (before !== '') await this.docker('tag', before, text);
    await this.docker('rmi', '-f', made);
    return aReference(text);
  }

  override async close(): Promise<void> {
    await super.close();
    await this.lab.destroy();
    await this.registry.stop();
  }

  private async docker(...args: string[]): Promise<string> {
    const result = await this.lab.docker(args);
    if (result.code !== 0) throw new Error(`docker ${args.join(' ')}: ${result.stderr.trim()}`);
    return result.stdout.trim();
  }
}

/** Enough that a pull tells of it while it comes. */
const MAKE_PAYLOAD = 'dd if=/dev/urandom of=/payload bs=1M count=24 2>/dev/null';

const COMMANDS = {
  idle: ['lab-idle'],
  stubborn: ['sh', '-c', 'trap "" TERM; while :; do sleep 1; done'],
  'exit-0': ['sh', '-c', 'exit 0'],
  'exit-3': ['sh', '-c', 'exit 3'],
} as const satisfies Record<OrderedContainer['program'], readonly string[]>;
