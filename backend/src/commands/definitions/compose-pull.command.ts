import { defineCommand } from '../command.ts';
import type { ComposeProject } from '../compose/compose-project.ts';
import { ComposeRun } from '../compose/compose-run.ts';
import { ProjectParams } from '../compose/project-params.ts';
import { resolveProject } from '../compose/resolve-project.ts';

export const composePull = defineCommand<ProjectParams, ComposeProject>({
  id: 'compose.pull',
  title: 'Pull images',
  description:
    'Pulls the images of all services of the project, as its compose files name them. Containers stay as they are until the project is brought up.',
  risk: 'safe',
  role: 'operator',
  confirmation: 'none',
  scope: 'project',
  params: ProjectParams,
  timeoutMs: 60 * 60_000,
  needsEngine: true,
  resolve: resolveProject,
  target: ({ name }) => name,
  lock: ({ name }) => `project:${name}`,
  services: ({ services }) => services,
  async run(context) {
    const compose = await context.step('Check the compose files', async () => {
      const run = await ComposeRun.begin(context);
      await run.checkFiles();
      return run;
    });
    await context.step('Pull the images', () => compose.run(['pull']));
    return { exitCode: 0 };
  },
});
