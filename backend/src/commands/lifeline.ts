import type { ServiceDetail } from '#shared/service-detail';
import type { Services } from './command-ports.ts';

type Container = ServiceDetail['containers'][number];

/** A container this program cannot do without while it works on one, and for what. */
export type Lifeline =
  /** This program runs in it. */
  | { readonly kind: 'own'; readonly container: Container }
  /** The engine is reached through it. */
  | { readonly kind: 'proxy'; readonly container: Container }
  /** `user`, which is one of the two, uses its network. */
  | {
      readonly kind: 'own-network' | 'proxy-network';
      readonly container: Container;
      readonly user: Container;
    };

/** @returns the first of the containers that must not be stopped from here; null if there is none */
export function lifelineAmong(containers: readonly Container[], services: Services): Lifeline | null {
  const all = services.all().flatMap((service) => service.containers);
  const own = all.find(({ id }) => id === services.ownContainerId());
  const proxy = all.find(({ id }) => id === services.engineProxyId());
  if (own !== undefined && has(containers, own)) return { kind: 'own', container: own };
  if (proxy !== undefined && has(containers, proxy)) return { kind: 'proxy', container: proxy };
  return networkOf('own-network', own, containers) ?? networkOf('proxy-network', proxy, containers);
}

function has(containers: readonly Container[], wanted: Container): boolean {
  return containers.some(({ id }) => id === wanted.id);
}

function networkOf(
  kind: 'own-network' | 'proxy-network',
  user: Container | undefined,
  containers: readonly Container[],
): Lifeline | null {
  if (user === undefined) return null;
  const container = containers.find(({ id, name }) => user.networkOf === id || user.networkOf === name);
  return container === undefined ? null : { kind, container, user };
}
