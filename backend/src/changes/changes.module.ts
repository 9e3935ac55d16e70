import { Module } from '@nestjs/common';
import { ChangeRecorder } from './change-recorder.ts';
import { ChangeRepository } from './change.repository.ts';
import { ChangesController } from './changes.controller.ts';
import { ChangesGateway } from './changes.gateway.ts';
import { ChangeHistory } from './history/change-history.ts';
import { ChangeHistoryRepository } from './history/change-history.repository.ts';
import { ChangeLanesRepository } from './history/change-lanes.repository.ts';
import { ChangeSearchRepository } from './history/change-search.repository.ts';
import { OperationLaneRepository } from './history/operation-lane.repository.ts';
import { readBootFacts } from './host/boot-facts.ts';
import { EngineWatch } from './host/engine-watch.ts';
import { BOOT_FACTS, HostWatch } from './host/host-watch.ts';

/** What changed on this machine, noticed from what the watcher sees. Asks nobody anything. */
@Module({
  controllers: [ChangesController],
  providers: [
    { provide: BOOT_FACTS, useFactory: () => readBootFacts() },
    ...[ChangeRepository, ChangeRecorder, HostWatch, EngineWatch],
    ...[
      ChangeHistoryRepository,
      ChangeLanesRepository,
      ChangeSearchRepository,
      OperationLaneRepository,
      ChangeHistory,
      ChangesGateway,
    ],
  ],
})
export class ChangesModule {}
