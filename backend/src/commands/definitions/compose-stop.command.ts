import { defineCommand } from '../command.ts';
import type { ComposeProject } from '../compose/compose-project.ts';
import { ComposeRun } from '../compose/compose-run.ts';
import { expectStopped } from '../compose/project-gate.ts';
import { ProjectParams } from '../compose/project-params.ts';
import { refuseOwnProject } from '../compose/refuse-own-project.ts';
import { resolveProject } from '../compose/resolve-project.ts';

export const composeStop = defineCommand<ProjectParams, ComposeProject>({
  id: 'compose.stop',
  title: 'Stop',
  description:
    'Stops every container of the project, each with the time its compose file gives it. Nothing is removed.',
  risk: 'disruptive',
  role: 'operator',
  confirmation: 'simple',
  scope: 'project',
  params: ProjectParams,
  timeoutMs: 10 * 60_000,
  needsEngine: true,
  resolve: (params, ports) => refuseOwnProject(resolveProject(params, ports), ports, 'stop'),
  target: ({ name }) => name,
  lock: ({ name }) => `project:${name}`,
  services: ({ services }) => services,
  async run(context) {
    await context.step('Stop the project', async () => {
      const compose = await ComposeRun.begin(context);
      const { containers } = await compose.run(['stop']);
      await expectStopped(context, containers);
    });
    return { exitCode: 0 };
  },
});
