import type { ContainerSnapshot } from '#shared/operation';
import { type ContainerListing, serviceIdentity } from '../../docker/public.ts';
import type { CommandPorts, Services } from '../command-ports.ts';
import { within } from './within.ts';

/** An answer takes milliseconds; an operation that has ended is not held up for longer. */
const ASK_WITHIN_MS = 2_000;

/** What the containers of these services are, as far as the directory knows; null where there are none, or it is old. */
export function snapshotOf(services: Services, keys: readonly string[]): string | null {
  if (keys.length === 0 || !services.isLive()) return null;
  return JSON.stringify(knownTo(services).filter(({ service }) => keys.includes(service)));
}

/**
 * The same, as the engine has it at this moment: the directory hears of what was just done a little later. Null also
 * where the engine does not say.
 */
export async function snapshotNow(
  { engine, services, clock }: Pick<CommandPorts, 'engine' | 'services' | 'clock'>,
  keys: readonly string[],
): Promise<string | null> {
  if (keys.length === 0 || !services.isLive()) return null;
  const known = new Map(knownTo(services).map((snapshot) => [snapshot.id, snapshot]));
  const snapshotOne = async (listing: ContainerListing): Promise<ContainerSnapshot | null> => {
    const { id, name, imageId, state, health } = listing;
    const before = known.get(id);
    if (before !== undefined) return { ...before, name, imageId, state, health };
    const facts = await engine.inspect(id);
    return facts === null ? null : toSnapshot(facts, serviceIdentity(facts).key);
  };
  const ask = async (): Promise<string> => {
    const asked = (await engine.list()).filter(({ id }) => {
      const before = known.get(id);
      return before === undefined || keys.includes(before.service);
    });
    const snapshots = (await Promise.all(asked.map(snapshotOne))).filter(
      (snapshot) => snapshot !== null && keys.includes(snapshot.service),
    );
    return JSON.stringify(snapshots);
  };
  return within(clock, ASK_WITHIN_MS, ask());
}

function knownTo(services: Services): readonly ContainerSnapshot[] {
  return services
    .all()
    .flatMap(({ key, containers }) => containers.map((container) => toSnapshot(container, key)));
}

function toSnapshot(
  { id, name, image, imageId, state, health }: Omit<ContainerSnapshot, 'service'>,
  service: string,
): ContainerSnapshot {
  return { id, name, service, image, imageId, state, health };
}
