import { OperationEventEntity } from './operations/operation-event.entity.ts';
import { OperationOutputEntity } from './operations/operation-output.entity.ts';
import { OperationEntity } from './operations/operation.entity.ts';

export { HistoryModule } from './history/history.module.ts';
export { CommandSettingsModule } from './settings/command-settings.module.ts';

/** What this module stores. */
export const COMMANDS_ENTITIES = [OperationEntity, OperationEventEntity, OperationOutputEntity] as const;
