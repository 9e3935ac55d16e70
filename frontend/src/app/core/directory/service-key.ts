import { NO_PROJECT } from '#shared/service';

/** What stands for the project of containers that belong to none. */
const OUTSIDE_COMPOSE = 'Outside compose';

export function projectTitle(project: string): string {
  return project === NO_PROJECT ? OUTSIDE_COMPOSE : project;
}

/** The tabs of a service's page, as the address has them. */
export const SERVICE_TABS = ['overview', 'history'] as const;
export type ServiceTab = (typeof SERVICE_TABS)[number];

/** The commands of a router link to a service's page. */
export function serviceLink(
  { project, name }: { readonly project: string; readonly name: string },
  tab: ServiceTab = 'overview',
): readonly string[] {
  return ['/services', project, name, tab];
}

/** The same for a key: everything after the first slash is the name. */
export function linkOfKey(key: string, tab: ServiceTab = 'overview'): readonly string[] {
  const slash = key.indexOf('/');
  return serviceLink({ project: key.slice(0, slash), name: key.slice(slash + 1) }, tab);
}
