import { availableParallelism } from 'node:os';
import { callEngineOrThrow, stringField } from './engine-api.ts';
import type { LabEngine } from './engine.ts';
import { BUSYBOX_1 } from './images.ts';

/** How `startMany` makes its containers. */
export interface ManyOptions {
  /** Default `lab/busybox:1`, which must have been loaded. */
  readonly image?: string;
  /** Default: what the image says. */
  readonly command?: readonly string[];
  /** Calls in flight at once. Default: two a processor. */
  readonly concurrency?: number;
  /**
   * Default `host`, the engine's own network: about 16 containers a second on two cores with every engine.
   * `bridge` and `none` halve that up to 26.x, where each start runs the whole dockerd binary once more as a hook.
   */
  readonly network?: string;
  /** Name and labels of the container with this index. Default: `many-INDEX`, no labels. */
  readonly identity?: (index: number) => ContainerIdentity;
}

export interface ContainerIdentity {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Starting a container is processor time (a shim and three runs of runc): 2, 4, 8 and 40 at once were equally quick. */
const DEFAULT_CONCURRENCY = 2 * availableParallelism();
/** A start waits its turn in the engine, so a full queue on a busy machine needs long. */
const CALL_TIMEOUT_MS = 300_000;

/** Creates and starts many containers through the API, a few at a time. Returns their ids, in order. */
export async function startMany(
  engine: LabEngine,
  count: number,
  options: ManyOptions = {},
): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, () => '');
  let next = 0;
  const work = async () => {
    for (let index = next++; index < count; index = next++)
      ids[index] = await startOne(engine, index, options);
  };
  await Promise.all(Array.from({ length: options.concurrency ?? DEFAULT_CONCURRENCY }, work));
  return ids;
}

/** Labels as compose sets them, so that containers made without compose appear as a project's services. */
export function composeIdentity(project: string, service: string, replica = 1): ContainerIdentity {
  return {
    name: `${project}-${service}-${replica}`,
    labels: {
      'com.docker.compose.project': project,
      'com.docker.compose.service': service,
      'com.docker.compose.container-number': String(replica),
      'com.docker.compose.oneoff': 'False',
    },
  };
}

async function startOne(engine: LabEngine, index: number, options: ManyOptions): Promise<string> {
  const { name, labels } = options.identity?.(index) ?? { name: `many-${index}`, labels: {} };
  const created = await callEngineOrThrow(engine.socketPath, {
    method: 'POST',
    path: `/containers/create?name=${encodeURIComponent(name)}`,
    json: {
      Image: options.image ?? BUSYBOX_1,
      Labels: labels,
      HostConfig: { NetworkMode: options.network ?? 'host' },
      ...(options.command === undefined ? {} : { Cmd: options.command }),
    },
    timeoutMs: CALL_TIMEOUT_MS,
  });
  const id = stringField(created, 'Id');
  await callEngineOrThrow(engine.socketPath, {
    method: 'POST',
    path: `/containers/${id}/start`,
    timeoutMs: CALL_TIMEOUT_MS,
  });
  return id;
}
