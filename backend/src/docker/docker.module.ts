import { Module, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '../platform/config/app-config.ts';
import { EventBus } from '../platform/events/event-bus.ts';
import { Readiness } from '../platform/health/readiness.ts';
import { Log } from '../platform/logging/logger.ts';
import { Clock } from '../platform/time/clock.ts';
import { DockerodeEngine } from './adapters/dockerode-engine.ts';
import { EnvironmentDigest } from './adapters/environment-digest.ts';
import { ContainerEngine } from './container-engine.ts';
import { DirectoryFeed } from './directory/directory-feed.ts';
import { LiveServices } from './directory/live-services.ts';
import { readOwnTraces } from './directory/own-container.ts';
import { EngineSource } from './engine-source.ts';
import { ServicesController } from './services.controller.ts';
import { ServicesGateway } from './services.gateway.ts';
import { ContainerWatcher } from './watcher/container-watcher.ts';
import { Reconciliation } from './watcher/reconciliation.ts';

/** Docker: the engine, the watcher, the directory. What changes something is asked of the engine by commands. */
@Module({
  controllers: [ServicesController],
  providers: [
    {
      provide: EngineSource,
      inject: [AppConfig, Log],
      useFactory: async (config: AppConfig, log: Log) => EngineSource.choose(config.engine, log),
    },
    {
      provide: ContainerEngine,
      inject: [EngineSource, AppConfig],
      useFactory: (source: EngineSource, config: AppConfig) =>
        new DockerodeEngine(source.address, EnvironmentDigest.keptIn(config.dataDirectory)),
    },
    {
      provide: DirectoryFeed,
      inject: [EngineSource, Clock, EventBus],
      useFactory: (source: EngineSource, clock: Clock, bus: EventBus) =>
        new DirectoryFeed(source.kind, clock, bus),
    },
    {
      provide: LiveServices,
      inject: [DirectoryFeed, EngineSource],
      useFactory: (feed: DirectoryFeed, source: EngineSource) =>
        new LiveServices(feed, readOwnTraces(), source.address.host),
    },
    ContainerWatcher,
    Reconciliation,
    ServicesGateway,
  ],
  exports: [ContainerEngine, EngineSource, LiveServices],
})
export class DockerModule implements OnModuleInit {
  constructor(
    private readonly readiness: Readiness,
    private readonly feed: DirectoryFeed,
  ) {}

  onModuleInit(): void {
    this.readiness.add('engine', () => ({ status: this.feed.engine.status, blocking: false }));
  }
}
