import { defineCommand } from '../command.ts';
import type { ComposeProject } from '../compose/compose-project.ts';
import { ComposeRun } from '../compose/compose-run.ts';
import { waitUntilWell } from '../compose/project-gate.ts';
import { ProjectParams } from '../compose/project-params.ts';
import { refuseOwnProject } from '../compose/refuse-own-project.ts';
import { resolveProject } from '../compose/resolve-project.ts';

export const composeUp = defineCommand<ProjectParams, ComposeProject>({
  id: 'compose.up',
  title: 'Bring up',
  description:
    'Makes the project as its compose files say: pulls what is missing, recreates what has changed, starts what is stopped, and waits until every service is healthy.',
  risk: 'disruptive',
  role: 'operator',
  confirmation: 'simple',
  scope: 'project',
  params: ProjectParams,
  timeoutMs: 15 * 60_000,
  needsEngine: true,
  resolve: (params, ports) => refuseOwnProject(resolveProject(params, ports), ports, 'up'),
  target: ({ name }) => name,
  lock: ({ name }) => `project:${name}`,
  services: ({ services }) => services,
  async run(context) {
    const compose = await context.step('Check the compose files', async () => {
      const run = await ComposeRun.begin(context);
      await run.checkFiles();
      return run;
    });
    const { containers } = await context.step('Bring the project up', () =>
      compose.run(['up', '--detach', '--no-color']),
    );
    await context.step('Wait until every container is well', () => waitUntilWell(context, containers));
    return { exitCode: 0 };
  },
});
