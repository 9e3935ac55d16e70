import { existsSync } from 'node:fs';
import { Global, Module } from '@nestjs/common';
import { DockerModule, EngineSource } from '../../docker/public.ts';
import { AppConfig } from '../../platform/config/app-config.ts';
import { Log } from '../../platform/logging/logger.ts';
import { ConfiguredCommands } from '../command-catalog.ts';
import { CommandSettings } from '../command-settings.ts';
import { HostProbe } from '../host-probe.ts';
import { ProcHostProbe } from '../host/proc-host-probe.ts';
import { HostCommands } from '../host-commands/host-commands.ts';
import { findComposeProgram } from './compose-program.ts';
import { ConfiguredSettings } from './configured-settings.ts';

/** Written by container engines into every container. */
const CONTAINER_MARKS = ['/.dockerenv', '/run/.containerenv'] as const;

/** What the settings file gives the commands: their limits, commands of its own, and where the machine is. */
@Global()
@Module({
  imports: [DockerModule],
  providers: [
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
  ],
  exports: [CommandSettings, ConfiguredCommands, HostProbe],
})
export class CommandSettingsModule {}
