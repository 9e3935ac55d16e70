import { CONTAINER_STATES, type Container } from '../model/container.ts';
import { EngineRefusal } from '../model/engine-refusal.ts';
import { type EngineModel } from '../model/engine-model.ts';
import { portKey } from '../wire/ports-view.ts';
import { anyFits, labelsFit, requireKnown, type Filters } from './filters.ts';

const KNOWN = [
  'ancestor',
  'before',
  'exited',
  'expose',
  'health',
  'id',
  'is-task',
  'label',
  'name',
  'network',
  'publish',
  'since',
  'status',
  'volume',
];

/** The test a container has to pass to be listed. Throws where the filters make no sense to the engine. */
export function containerFilter(filters: Filters, model: EngineModel): (container: Container) => boolean {
  requireKnown(filters, KNOWN);
  requireStates(filters.get('status') ?? []);
  const before = momentsOf(filters.get('before'), model);
  const since = momentsOf(filters.get('since'), model);
  const ancestors = (filters.get('ancestor') ?? []).map((name) => model.images.find(name)?.id);
  return (container) =>
    before.every((moment) => container.createdAt < moment) &&
    since.every((moment) => container.createdAt > moment) &&
    (!filters.has('ancestor') || ancestors.includes(container.imageId)) &&
    labelsFit(filters, container.spec.labels) &&
    anyFits(filters, 'status', (state) => container.state === state) &&
    anyFits(filters, 'health', (health) => (container.health?.status ?? 'none') === health) &&
    anyFits(
      filters,
      'exited',
      (code) => container.finishedAt !== null && container.exitCode === Number(code),
    ) &&
    anyFits(filters, 'id', (id) => container.id.includes(id)) &&
    anyFits(filters, 'name', (name) => nameFits(container, name)) &&
    anyFits(filters, 'network', (name) => isOnNetwork(container, name, model)) &&
    anyFits(filters, 'volume', (name) =>
      container.spec.mounts.some(({ source, target }) => [source, target].includes(name)),
    ) &&
    anyFits(filters, 'publish', (port) => hasPort(container, port, 'host')) &&
    anyFits(filters, 'expose', (port) => hasPort(container, port, 'container'));
}

function requireStates(wanted: readonly string[]): void {
  const known: readonly string[] = CONTAINER_STATES;
  for (const state of wanted) {
    if (known.includes(state)) continue;
    const why = `invalid value for state (${state}): must be one of ${known.join(', ')}`;
    throw EngineRefusal.badRequest(`invalid filter 'status=${state}': ${why}`);
  }
}

function momentsOf(references: readonly string[] | undefined, model: EngineModel): readonly number[] {
  return (references ?? []).map((reference) => model.fleet.get(reference).createdAt);
}

/** A regular expression, tried with the slash and without. */
function nameFits({ name }: Container, pattern: string): boolean {
  try {
    const expression = new RegExp(pattern);
    return expression.test(name) || expression.test(`/${name}`);
  } catch {
    return name.includes(pattern);
  }
}

function isOnNetwork({ spec }: Container, wanted: string, model: EngineModel): boolean {
  return spec.networks.some(({ network }) => network === wanted || model.networks.get(network).id === wanted);
}

/** `80`, `80/tcp` or `8000-8010`. */
function hasPort({ spec }: Container, wanted: string, side: 'host' | 'container'): boolean {
  const [range = '', protocol = 'tcp'] = wanted.split('/');
  const [first = '', last = first] = range.split('-');
  return spec.ports.some((port) => {
    const number = side === 'host' ? port.host : port.container;
    return (
      number !== null && portKey(port).endsWith(protocol) && number >= Number(first) && number <= Number(last)
    );
  });
}
