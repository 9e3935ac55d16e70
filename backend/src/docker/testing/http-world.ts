import { callEngineOrThrow, stringField } from '../../../../e2e/lab/engine-api.ts';
import { anAddress } from './an-address.ts';
import { DockerodeEngine } from '../adapters/dockerode-engine.ts';
import { containerId, type ContainerId } from '../container-id.ts';
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

/** A real engine of the lab. */
export class LabWorld extends HttpWorld {
  constructor(
    socketPath: string,
    private readonly end: () => Promise<void>,
  ) {
    super(socketPath);
  }

  async run(ordered: OrderedContainer): Promise<ContainerId> {
    const created = await callEngineOrThrow(this.socketPath, {
      method: 'POST',
      path: `/containers/create?name=${ordered.name}`,
      json: {
        Image: ordered.health === undefined ? 'lab/busybox:1' : 'lab/health:1',
        Cmd:
          ordered.program === 'idle'
            ? ['lab-idle']
            : ['sh', '-c', `exit ${ordered.program.slice('exit-'.length)}`],
        Env: [...(ordered.environment ?? []), `LAB_HEALTH=${ordered.health === 'failing' ? 'fail' : 'ok'}`],
        Labels: ordered.labels ?? {},
        HostConfig: { NetworkMode: 'none' },
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

  override async close(): Promise<void> {
    await super.close();
    await this.end();
  }
}
