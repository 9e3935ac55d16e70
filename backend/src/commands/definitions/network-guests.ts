import type { Services } from '../command-ports.ts';
import type { TargetContainer } from './service-target.ts';

/** A container that uses the network of another. */
interface NetworkGuest {
  readonly service: string;
  readonly name: string;
}

function guestsOf(owner: TargetContainer, services: Services): readonly NetworkGuest[] {
  return services
    .all()
    .flatMap(({ key, containers }) =>
      containers
        .filter(({ networkOf, state }) => isOwner(networkOf, owner) && state === 'running')
        .map(({ name }) => ({ service: key, name })),
    );
}

/**
 * What a person has to know once a container has been stopped or restarted: others that use its network are cut off
 * from then on, also after it is back. Their own restart mends that, as long as the owner was not recreated.
 *
 * @returns null where nobody uses its network
 */
export function cutOffWarning(owner: TargetContainer, services: Services, isBack: boolean): string | null {
  const guests = guestsOf(owner, services);
  if (guests.length === 0) return null;
  const names = guests.map(({ service, name }) => `${service} (${name})`).join(', ');
  const advice = isBack ? 'Restart them as well' : `Once ${owner.name} runs again, restart them as well`;
  return `Cut off from the network, because they use the one of ${owner.name}: ${names}. ${advice}.`;
}

function isOwner(networkOf: string | null, { id, name }: TargetContainer): boolean {
  return networkOf === id || networkOf === name;
}
