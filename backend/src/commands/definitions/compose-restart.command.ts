import { defineCommand } from '../command.ts';
import type { ComposeProject } from '../compose/compose-project.ts';
import { ComposeRun } from '../compose/compose-run.ts';
import { waitUntilWell } from '../compose/project-gate.ts';
import { ProjectParams } from '../compose/project-params.ts';
import { refuseOwnProject } from '../compose/refuse-own-project.ts';
import { resolveProject } from '../compose/resolve-project.ts';

export const composeRestart = defineCommand<ProjectParams, ComposeProject>({
  id: 'compose.restart',
  title: 'Restart',
  description:
    'Restarts every container of the project as it is, and waits until each is healthy. Changes of the compose files are not applied: bring the project up for that.',
  risk: 'disruptive',
  role: 'operator',
  confirmation: 'simple',
  scope: 'project',
  params: ProjectParams,
  timeoutMs: 15 * 60_000,
  needsEngine: true,
  resolve: (params, ports) => refuseOwnProject(resolveProject(params, ports), ports, 'restart'),
  target: ({ name }) => name,
  lock: ({ name }) => `project:${name}`,
  services: ({ services }) => services,
  async run(context) {
    const { containers } = await context.step('Restart the project', async () => {
      const compose = await ComposeRun.begin(context);
      return compose.run(['restart']);
    });
    await context.step('Wait until every container is well', () => waitUntilWell(context, containers));
    return { exitCode: 0 };
  },
});
