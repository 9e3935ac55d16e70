import { Global, Module } from '@nestjs/common';
import { AUDIT_ENTITIES } from '../../audit/public.ts';
import type { Role } from '#shared/role';
import { ContainerEngine } from '../../docker/public.ts';
import { FakeSessions } from '../../platform/testing/fake-sessions.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../../platform/testing/test-app.ts';
import { CommandCatalog } from '../command-catalog.ts';
import { CommandsModule } from '../commands.module.ts';
import { COMMANDS_ENTITIES } from '../public.ts';
import { FakeSurroundings } from './fake-surroundings.ts';
import { testCommands } from './test-commands.ts';

/** The commands of these tests ask no engine. */
const NO_ENGINE = { provide: ContainerEngine, useValue: Object.freeze({}) };

@Global()
@Module({ providers: [NO_ENGINE], exports: [ContainerEngine] })
class WithoutEngine {}

export interface CommandsApp extends TestApp {
  readonly surroundings: FakeSurroundings;
  /** A browser signed in as somebody with this role, named after it unless told otherwise. */
  as(role: Role, name?: string): ReturnType<TestApp['client']>;
}

/** The write side as it runs, on a real file, with the commands of tests in place of the product's. */
export async function startCommandsApp(
  options: Partial<TestAppOptions> & { readonly commands?: CommandCatalog } = {},
): Promise<CommandsApp> {
  const surroundings = new FakeSurroundings();
  const sessions = new FakeSessions();
  const app = await startTestApp({
    entities: [...AUDIT_ENTITIES, ...COMMANDS_ENTITIES],
    ...options,
    imports: [
      surroundings.asModule(),
      sessions.asModule(),
      WithoutEngine,
      CommandsModule,
      ...(options.imports ?? []),
    ],
    fakes: [
      [CommandCatalog, options.commands ?? new CommandCatalog(testCommands())],
      ...(options.fakes ?? []),
    ],
  });
  return Object.assign(app, {
    surroundings,
    as: (role: Role, name: string = role) => {
      const token = sessions.add(role, { user: { id: `id-of-${name}`, username: name, role } });
      return app.client({ authorization: `Bearer ${token}` });
    },
  });
}
