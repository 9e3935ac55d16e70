import { NO_PROJECT, type Service } from '#shared/service';
import type { StatusLook } from '../../ui/status/status';
import { compareNames, firstOf } from './order';
import { projectTitle } from './service-key';
import { severityOf, statusOf, UNKNOWN_STATUS } from './service-status';

/** A compose project, as its services together. */
export interface ProjectSummary {
  readonly project: string;
  readonly title: string;
  readonly services: number;
  /** That of its worst service. */
  readonly status: StatusLook;
  /** What is not well: `1 unhealthy`; empty when all is. */
  readonly trouble: string;
}

/** The projects by name, what belongs to none last. */
export function summarizeProjects(services: Iterable<Service>, stale: boolean): readonly ProjectSummary[] {
  return [...groupByProject(services)].map(([project, members]) => summarize(project, members, stale));
}

/** The services of each project by name, the projects by name, what belongs to none last. */
export function groupByProject(services: Iterable<Service>): ReadonlyMap<string, readonly Service[]> {
  const sorted = [...services].sort((a, b) =>
    firstOf(
      Number(a.project === NO_PROJECT) - Number(b.project === NO_PROJECT),
      compareNames(a.project, b.project),
      compareNames(a.name, b.name),
    ),
  );
  return Map.groupBy(sorted, ({ project }) => project);
}

function summarize(project: string, members: readonly Service[], stale: boolean): ProjectSummary {
  const worst = members.reduce((a, b) => (severityOf(b) < severityOf(a) ? b : a));
  return {
    project,
    title: projectTitle(project),
    services: members.length,
    status: stale ? UNKNOWN_STATUS : statusOf(worst),
    trouble: stale ? '' : troubleOf(members),
  };
}

/** Counts what is not simply well, by word, the worst first: `1 exited, 2 stopped`. */
export function troubleOf(services: readonly Service[]): string {
  const notWell = services
    .filter((service) => statusOf(service).tone !== 'ok')
    .sort((a, b) => severityOf(a) - severityOf(b));
  const words = Map.groupBy(notWell, (service) =>
    service.state === 'failed' ? 'exited' : statusOf(service).word.toLowerCase(),
  );
  return [...words].map(([word, members]) => `${members.length} ${word}`).join(', ');
}
