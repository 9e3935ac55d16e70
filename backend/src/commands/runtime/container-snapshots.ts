import type { ContainerSnapshot } from '#shared/operation';
import type { Services } from '../command-ports.ts';

/** What the containers of these services are now, as JSON; null where there are none, or the picture is old. */
export function snapshotOf(services: Services, keys: readonly string[]): string | null {
  if (keys.length === 0 || !services.isLive()) return null;
  const snapshots = keys.flatMap((key): ContainerSnapshot[] =>
    (services.find(key)?.containers ?? []).map(({ id, name, image, imageId, state, health }) => ({
      id,
      name,
      service: key,
      image,
      imageId,
      state,
      health,
    })),
  );
  return JSON.stringify(snapshots);
}
