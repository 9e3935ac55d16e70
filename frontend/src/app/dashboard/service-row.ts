import type { Service } from '#shared/service';
import type { Target } from '../core/commands/target';
import { imageReferenceOf } from '../core/directory/image-reference';
import { type PortLink, portLinksOf } from '../core/directory/port-links';
import { projectTitle, serviceLink } from '../core/directory/service-key';
import { severityOf, statusOf, statusSince } from '../core/directory/service-status';
import type { StatusLook } from '../ui/status/status';

/** A service as a row of the directory. */
export interface ServiceRow {
  readonly key: string;
  /** What its actions are about. */
  readonly target: Target;
  readonly name: string;
  readonly project: string;
  readonly projectTitle: string;
  readonly link: readonly string[];
  readonly status: StatusLook;
  /** Since when it is so (ISO 8601). */
  readonly since: string;
  readonly severity: number;
  readonly isRunning: boolean;
  readonly version: string;
  /** Without the version; empty where it has no name. */
  readonly image: string;
  /** Every image in full. */
  readonly images: string;
  readonly ports: readonly PortLink[];
  readonly restarts: number;
  /** `3 containers`, `2 of 3 run`; null where there is one. */
  readonly replicas: string | null;
  /** What the filter looks in, in lower case. */
  readonly haystack: string;
}

/**
 * Makes rows. A service that has not changed gets the row it had, so that nothing is drawn anew for it.
 *
 * @param pageHost the name this page was reached by
 */
export function rowMaker(pageHost: string): (service: Service) => ServiceRow {
  const made = new WeakMap<Service, ServiceRow>();
  return (service) => {
    const row = made.get(service) ?? rowOf(service, pageHost);
    made.set(service, row);
    return row;
  };
}

function rowOf(service: Service, pageHost: string): ServiceRow {
  const { key, name, project, containers } = service;
  const images = [...new Set(containers.map(({ image }) => image))].map(imageReferenceOf);
  const [first] = images;
  return {
    key,
    target: { kind: 'service', service },
    name,
    project,
    projectTitle: projectTitle(project),
    link: serviceLink(service),
    status: statusOf(service),
    since: statusSince(service),
    severity: severityOf(service),
    isRunning: service.state === 'running' || service.state === 'partial' || service.state === 'restarting',
    version: [...new Set(images.map(({ version }) => version))].join(', '),
    image: first?.repository ?? '',
    images: images.map(({ full }) => full).join(', '),
    ports: portLinksOf(
      containers.flatMap(({ ports }) => ports),
      pageHost,
    ),
    restarts: containers.reduce((sum, { restartCount }) => sum + restartCount, 0),
    replicas: replicasOf(service),
    haystack: [name, project, ...images.map(({ full }) => full)].join(' ').toLowerCase(),
  };
}

function replicasOf({ containers }: Service): string | null {
  if (containers.length < 2) return null;
  const running = containers.filter(({ state }) => state === 'running').length;
  return running === containers.length ? `${running} containers` : `${running} of ${containers.length} run`;
}
