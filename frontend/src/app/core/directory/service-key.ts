import { NO_PROJECT } from '#shared/service';

/** What stands for the project of containers that belong to none. */
const OUTSIDE_COMPOSE = 'Outside compose';

export function projectTitle(project: string): string {
  return project === NO_PROJECT ? OUTSIDE_COMPOSE : project;
}

/** The commands of a router link to a service's page. */
export function serviceLink({
  project,
  name,
}: {
  readonly project: string;
  readonly name: string;
}): readonly string[] {
  return ['/services', project, name, 'overview'];
}

/** The same for a key: everything after the first slash is the name. */
export function linkOfKey(key: string): readonly string[] {
  const slash = key.indexOf('/');
  return serviceLink({ project: key.slice(0, slash), name: key.slice(slash + 1) });
}
