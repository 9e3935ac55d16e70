import { Module } from '@nestjs/common';
import { AuditTrailModule } from '../audit/public.ts';
import { ContainerEngine } from '../docker/public.ts';
import { AppConfig } from '../platform/config/app-config.ts';
import { Log } from '../platform/logging/logger.ts';
import { Clock } from '../platform/time/clock.ts';
import { SpawnedProcessRunner } from './adapters/spawned-process-runner.ts';
import { CATALOG } from './catalog.ts';
import { CommandCatalog, ConfiguredCommands } from './command-catalog.ts';
import { CommandOffer } from './command-offer.ts';
import { CommandPorts, Services } from './command-ports.ts';
import { CommandSettings } from './command-settings.ts';
import { HostProbe } from './host-probe.ts';
import { CommandsController } from './http/commands.controller.ts';
import { OperationController } from './http/operation.controller.ts';
import { OperationFollowers } from './operation-followers.ts';
import { OperationsGateway } from './operations.gateway.ts';
import { OperationReadingModule } from './operations/operation-reading.module.ts';
import { OutputRepository } from './output/operation-output.repository.ts';
import { OutputAudience } from './output/output-audience.ts';
import { OutputStore } from './output/output-store.ts';
import { Admission } from './pipeline/admission.ts';
import { Cancellation } from './pipeline/cancellation.ts';
import { CommandRunner } from './pipeline/command-runner.ts';
import { ProcessRunner } from './process-runner.ts';
import { Ballast } from './runtime/ballast.ts';
import { BookEnding } from './runtime/book-ending.ts';
import { CommandRuntime } from './runtime/command-runtime.ts';
import { Dispatcher } from './runtime/dispatcher.ts';
import { ForeignOperations } from './runtime/foreign-operations.ts';
import { Reconciler } from './runtime/reconciler.ts';
import { Runners } from './runtime/runners.ts';
import { Settlement } from './runtime/settlement.ts';
import { Supervisor } from './runtime/supervisor.ts';

/**
 * Whatever changes something: the catalog, the pipeline a request passes, and the runtime behind it. What is around
 * it (the engine, the directory, the settings) comes from modules that are global.
 */
@Module({
  imports: [AuditTrailModule, OperationReadingModule],
  controllers: [CommandsController, OperationController],
  providers: [
    {
      provide: CommandCatalog,
      inject: [ConfiguredCommands],
      useFactory: (configured: ConfiguredCommands) => new CommandCatalog([...CATALOG, ...configured.all()]),
    },
    {
      provide: CommandPorts,
      inject: [ContainerEngine, Services, HostProbe, CommandSettings, Clock],
      useFactory: (
        engine: ContainerEngine,
        services: Services,
        host: HostProbe,
        settings: CommandSettings,
        clock: Clock,
      ): CommandPorts => ({ engine, services, host, settings, clock }),
    },
    {
      provide: Ballast,
      inject: [AppConfig, Log],
      useFactory: ({ dataDirectory }: AppConfig, log: Log) => new Ballast(dataDirectory, log),
    },
    {
      provide: OutputStore,
      inject: [AppConfig, OutputRepository, Clock],
      useFactory: ({ dataDirectory }: AppConfig, outputs: OutputRepository, clock: Clock) =>
        new OutputStore(dataDirectory, outputs, clock),
    },
    {
      provide: ProcessRunner,
      inject: [Log],
      useFactory: (log: Log) => new SpawnedProcessRunner(log),
    },
    CommandOffer,
    OutputRepository,
    OutputAudience,
    Settlement,
    BookEnding,
    Supervisor,
    Dispatcher,
    Runners,
    Admission,
    CommandRunner,
    Cancellation,
    Reconciler,
    ForeignOperations,
    CommandRuntime,
    OperationFollowers,
    OperationsGateway,
  ],
  exports: [
    CommandCatalog,
    CommandRunner,
    Cancellation,
    CommandOffer,
    OperationReadingModule,
    CommandPorts,
    OutputAudience,
  ],
})
export class CommandsModule {}
