import { isAbsolute, join } from 'node:path';
import { closest } from 'fastest-levenshtein';
import type { ServiceDetail } from '#shared/service-detail';
import { NO_PROJECT } from '#shared/service';
import { CommandRefused, ParamUnresolved } from '../command-errors.ts';
import type { CommandPorts } from '../command-ports.ts';
import type { ComposeProjectSettings } from '../command-settings.ts';
import { checkPaths } from './check-paths.ts';
import type { ComposeProject } from './compose-project.ts';
import type { ProjectParams } from './project-params.ts';

type Ports = Pick<CommandPorts, 'services' | 'settings'>;

/** The label compose writes where `--env-file` was given. */
const ENV_FILES_LABEL = 'com.docker.compose.project.environment_file';

/**
 * Finds where a project is defined: the settings file's word first, the labels of its containers otherwise, and those
 * only below a configured root, for anybody who may start a container can write labels.
 *
 * @throws ParamUnresolved, CommandRefused
 */
export function resolveProject({ project }: ProjectParams, { services, settings }: Ports): ComposeProject {
  const program = settings.composeProgram;
  if (program.status === 'unavailable') throw new CommandRefused(program.reason);
  const members = services.ofProject(project);
  const configured = settings.composeProject(project);
  if (members.length === 0 && configured === null) throw unknownProject(project, services.all());
  const place = configured ?? placeByLabels(project, members, settings.composeRoots);
  const resolved: ComposeProject = {
    ...place,
    name: project,
    roots: settings.composeRoots ?? [place.workingDir],
    docker: program.docker,
    env: program.env,
    services: members.map(({ key }) => key),
    inContainer: services.ownContainerId() !== null,
  };
  checkPaths(resolved);
  return resolved;
}

function placeByLabels(
  project: string,
  members: readonly ServiceDetail[],
  roots: readonly string[] | null,
): ComposeProjectSettings {
  const places = new Map(
    members.map((member) => {
      const place = placeOf(member);
      return [JSON.stringify(place), place];
    }),
  );
  const [place] = places.values();
  if (place?.workingDir === undefined || place.workingDir === '' || place.files.length === 0)
    throw new CommandRefused(
      `The containers of project ${project} do not say where its compose files are. Name the place in the settings file: compose: { projects: { ${project}: { working_dir: /path, files: [compose.yaml] } } }.`,
    );
  if (roots === null)
    throw new CommandRefused(
      `No folder for compose projects is configured, and labels of containers alone are not trusted. Add two lines to the settings file and restart, with a folder that contains ${place.workingDir}: "compose:" and "  roots: [${place.workingDir}]".`,
    );
  if (places.size > 1)
    throw new CommandRefused(
      `The services of project ${project} come from different compose files (${[...places.values()].map(({ files }) => files.join(', ')).join(' and ')}). Name the right ones in the settings file: compose: { projects: { ${project}: … } }.`,
    );
  return place;
}

function placeOf({ compose, containers }: ServiceDetail): ComposeProjectSettings {
  const workingDir = compose?.workingDir ?? '';
  const absolute = (path: string) => (isAbsolute(path) ? path : join(workingDir, path));
  const envFiles = containers[0]?.labels.find(({ name }) => name === ENV_FILES_LABEL)?.value ?? '';
  return {
    workingDir,
    files: (compose?.configFiles ?? []).map(absolute),
    envFiles: envFiles === '' ? [] : envFiles.split(',').map(absolute),
    profiles: [],
  };
}

function unknownProject(project: string, all: readonly ServiceDetail[]): ParamUnresolved {
  const known = [...new Set(all.map((service) => service.project))].filter((name) => name !== NO_PROJECT);
  const hint =
    known.length === 0 ? 'There are no compose projects.' : `Did you mean ${closest(project, known)}?`;
  return new ParamUnresolved('project', `There is no compose project “${project}” now. ${hint}`);
}
