import type { ContainerImprint } from '#shared/container-imprint';

/** What a person calls it: the service, and the number where it is not the first replica. */
export function nameOf({ service, slot }: Pick<ContainerImprint, 'service' | 'slot'>): string {
  const name = service.slice(service.indexOf('/') + 1);
  const number = slot.split('#', 2)[1] ?? '1';
  return number === '1' ? name : `${name} (replica ${number})`;
}
