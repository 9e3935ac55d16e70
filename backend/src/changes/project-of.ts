import { NO_PROJECT } from '#shared/service';

/** The project of a service's key; null for a container outside compose. */
export function projectOf(service: string | null): string | null {
  if (service === null) return null;
  const project = service.slice(0, service.indexOf('/'));
  return project === NO_PROJECT ? null : project;
}
