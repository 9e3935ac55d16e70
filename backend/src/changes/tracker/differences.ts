import type { ContainerImprint } from '#shared/container-imprint';

/** Only what differs, field by field, on both sides. */
export interface Differences {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

type Field = keyof ContainerImprint;

/** What can be changed about a container without making it anew. */
const CHANGEABLE = ['memoryBytes', 'cpus', 'restartPolicy', 'networks'] as const satisfies readonly Field[];

/** What makes a container what it is. Ports are compared apart: a stopped container has none. */
const FIXED = ['image', 'imageId', 'command', 'mounts', ...CHANGEABLE] as const satisfies readonly Field[];

/** What differs between a container and the one that took its place. */
export function replacementDifferences(before: ContainerImprint, after: ContainerImprint): Differences {
  return joined(
    fieldDifferences(['id', ...FIXED], before, after),
    isUp(before) && isUp(after) ? fieldDifferences(['ports'], before, after) : NONE,
    environmentDifferences(before.environment, after.environment),
  );
}

/** What was changed about a container in place; null where nothing was. */
export function changeInPlace(before: ContainerImprint, after: ContainerImprint): Differences | null {
  const differences = fieldDifferences(CHANGEABLE, before, after);
  return Object.keys(differences.after).length === 0 ? null : differences;
}

/** In words, without the container's id: `image, environment`. */
export function differingFields({ before, after }: Differences): string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  if (fields.has('image')) fields.delete('imageId');
  return [...fields].filter((field) => field !== 'id').map((field) => LABELS[field] ?? field);
}

export function isUp({ state }: Pick<ContainerImprint, 'state'>): boolean {
  return state === 'running' || state === 'paused';
}

const LABELS: Readonly<Record<string, string>> = {
  imageId: 'image content',
  memoryBytes: 'memory limit',
  cpus: 'CPU limit',
  restartPolicy: 'restart policy',
};

const NONE: Differences = { before: {}, after: {} };

function fieldDifferences(
  fields: readonly Field[],
  before: ContainerImprint,
  after: ContainerImprint,
): Differences {
  const differing = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return {
    before: Object.fromEntries(differing.map((field) => [field, before[field]])),
    after: Object.fromEntries(differing.map((field) => [field, after[field]])),
  };
}

/** Names with what became of them; the values are never known here. */
function environmentDifferences(
  before: ContainerImprint['environment'],
  after: ContainerImprint['environment'],
): Differences {
  const removed = Object.keys(before).filter((name) => after[name] === undefined);
  const changed = Object.keys(before).filter(
    (name) => after[name] !== undefined && after[name] !== before[name],
  );
  const added = Object.keys(after).filter((name) => before[name] === undefined);
  if (removed.length + changed.length + added.length === 0) return NONE;
  const told = (names: readonly string[], word: string): [string, string][] =>
    names.toSorted().map((name) => [name, word]);
  return {
    before: { environment: Object.fromEntries([...told(changed, 'hidden'), ...told(removed, 'hidden')]) },
    after: {
      environment: Object.fromEntries([
        ...told(changed, 'hidden, changed'),
        ...told(added, 'hidden, added'),
        ...told(removed, 'removed'),
      ]),
    },
  };
}

function joined(...all: readonly Differences[]): Differences {
  return {
    before: Object.assign({}, ...all.map(({ before }) => before)) as Differences['before'],
    after: Object.assign({}, ...all.map(({ after }) => after)) as Differences['after'],
  };
}
