import { NO_PROJECT } from '#shared/service';
import type { ContainerFacts } from '../container-facts.ts';

/** Where a container stands in the directory. */
export interface ServiceIdentity {
  readonly key: string;
  readonly project: string;
  readonly name: string;
}

/** `project/service` for a compose service, `~/container-name` for everything else. */
export function serviceIdentity({
  compose,
  name,
}: Pick<ContainerFacts, 'compose' | 'name'>): ServiceIdentity {
  return compose === null
    ? { key: `${NO_PROJECT}/${name}`, project: NO_PROJECT, name }
    : { key: `${compose.project}/${compose.service}`, project: compose.project, name: compose.service };
}
