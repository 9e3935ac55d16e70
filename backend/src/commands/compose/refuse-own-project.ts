import { CommandRefused } from '../command-errors.ts';
import type { CommandPorts } from '../command-ports.ts';
import { type Lifeline, lifelineAmong } from '../lifeline.ts';
import type { ComposeProject } from './compose-project.ts';

/**
 * Compose may stop or recreate any container of a project: one that contains what this program depends on would end
 * the operation halfway.
 *
 * @param verb what docker compose would be asked for
 * @throws CommandRefused
 */
export function refuseOwnProject(
  project: ComposeProject,
  { services }: Pick<CommandPorts, 'services'>,
  verb: 'up' | 'restart' | 'stop',
): ComposeProject {
  const members = services.ofProject(project.name).flatMap(({ containers }) => containers);
  const lifeline = lifelineAmong(members, services);
  if (lifeline === null) return project;
  throw new CommandRefused(
    `${whyNot(lifeline, project.name)} Run “docker compose -p ${project.name} ${verb === 'up' ? 'up -d' : verb}” in ${project.workingDir} on the machine instead.`,
  );
}

function whyNot(lifeline: Lifeline, project: string): string {
  const { name } = lifeline.container;
  switch (lifeline.kind) {
    case 'own':
      return `This program itself runs in project ${project}: it would be stopped halfway, with nobody left to finish the operation or to tell how it ended.`;
    case 'proxy':
      return `This program reaches the engine through ${name}, which is part of project ${project}: the operation would be cut off before it is finished.`;
    case 'own-network':
      return `This program uses the network of ${name}, which is part of project ${project}: it would be cut off from you until its own container is restarted.`;
    case 'proxy-network':
      return `This program reaches the engine through ${lifeline.user.name}, which uses the network of ${name} in project ${project}: the operation would be cut off before it is finished.`;
  }
}
