import { existsSync } from 'node:fs';
import type { Provider } from '@nestjs/common';
import { EngineSource } from '../../docker/public.ts';
import { AppConfig } from '../../platform/config/app-config.ts';
import { Log } from '../../platform/logging/logger.ts';
import { CommandSettings } from '../command-settings.ts';
import { ConfiguredCommands } from '../configured-commands.ts';
import { ProcHostProbe } from '../host/proc-host-probe.ts';
import { HostProbe } from '../host-probe.ts';
import { HostCommands } from '../host-commands/host-commands.ts';
import { findComposeProgram } from './compose-program.ts';
import { ConfiguredSettings } from './configured-settings.ts';

/** Written by container engines into every container. */
const CONTAINER_MARKS = ['/.dockerenv', '/run/.containerenv'] as const;

/** What the settings file gives the commands: their limits, their own kind, and where the machine is. */
export const SETTINGS_PROVIDERS: readonly Provider[] = [
  {
    provide: CommandSettings,
    inject: [AppConfig, EngineSource],
    useFactory: ({ commands, engine }: AppConfig, { kind }: EngineSource) =>
      new ConfiguredSettings(commands, findComposeProgram(commands.compose ?? {}, engine, kind)),
  },
  {
    provide: ConfiguredCommands,
    inject: [AppConfig, Log],
    useFactory: ({ commands, warnings }: AppConfig, log: Log) => {
      for (const { where, message } of warnings) log.warn({ where }, message);
      return new HostCommands(commands.host_commands ?? []);
    },
  },
  {
    provide: HostProbe,
    inject: [AppConfig],
    useFactory: ({ commands }: AppConfig) =>
      new ProcHostProbe({
        root: commands.host?.root ?? '/',
        inContainer: CONTAINER_MARKS.some((mark) => existsSync(mark)),
      }),
  },
];
