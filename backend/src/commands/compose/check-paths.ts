import { userInfo } from 'node:os';
import { CommandRefused } from '../command-errors.ts';
import type { ComposeProject } from './compose-project.ts';
import { containedPath } from './contained-path.ts';

type Paths = Pick<ComposeProject, 'name' | 'workingDir' | 'files' | 'envFiles' | 'roots' | 'inContainer'>;

/**
 * Everything of the project that compose will open lies where it may.
 *
 * @throws CommandRefused that says what to do
 */
export function checkPaths(project: Paths): void {
  for (const path of [project.workingDir, ...project.files, ...project.envFiles]) checkPath(path, project);
}

function checkPath(path: string, { name, roots, inContainer }: Paths): void {
  const found = containedPath(path, roots);
  switch (found.status) {
    case 'inside':
      return;
    case 'missing':
      throw new CommandRefused(
        inContainer
          ? `This program runs in a container and cannot see ${path}, where project ${name} is defined. Mount that folder at the same path: -v ${path}:${path}:ro.`
          : `${path}, where project ${name} is defined, does not exist, or this program may not look there. If the project has moved, name its place under compose.projects in the settings file.`,
      );
    case 'unreadable':
      throw new CommandRefused(
        `${path}, where project ${name} is defined, cannot be read by user ${userInfo().username}. Let that user read it.`,
      );
    case 'outside':
      throw new CommandRefused(
        `${path}, where project ${name} is defined, ${found.leadsTo === path ? 'is' : `leads to ${found.leadsTo}, which is`} outside of the folders compose projects may lie in (${roots.join(', ')}). Add its folder to compose.roots in the settings file if it may be used.`,
      );
  }
}
