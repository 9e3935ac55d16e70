import { Module } from '@nestjs/common';
import { AuditReadingModule } from '../../audit/public.ts';
import { ExpectedDurations } from './expected-duration.repository.ts';
import { OperationExportController } from './export/operation-export.controller.ts';
import { OperationExport } from './export/operation-export.ts';
import { FacetCounter } from './facet-counter.ts';
import { FacetRows } from './facet-rows.repository.ts';
import { Facets } from './facets.repository.ts';
import { HistoryController } from './history.controller.ts';
import { OperationList } from './operation-list.repository.ts';
import { OperationMetrics } from './operation-metrics.ts';
import { RollupKeeper } from './rollup-keeper.ts';
import { RollupRebuild } from './rollup-rebuild.repository.ts';
import { Rollups } from './rollup.repository.ts';
import { SlowestOperations } from './slowest.repository.ts';
import { WindowFigures } from './window-figures.ts';

/**
 * The read side of operations. It has to come before the module that serves `operations/:id`: Express asks in
 * the order the routes were declared, and `stats` would be taken for an id.
 */
@Module({
  imports: [AuditReadingModule],
  controllers: [HistoryController, OperationExportController],
  providers: [
    OperationList,
    OperationMetrics,
    WindowFigures,
    SlowestOperations,
    Rollups,
    Facets,
    FacetCounter,
    FacetRows,
    ExpectedDurations,
    OperationExport,
    RollupRebuild,
    RollupKeeper,
  ],
})
export class HistoryModule {}
