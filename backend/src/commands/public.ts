import { OperationEventEntity } from './operations/operation-event.entity.ts';
import { OperationOutputEntity } from './operations/operation-output.entity.ts';
import { OperationEntity } from './operations/operation.entity.ts';

export { CommandCatalog } from './command-catalog.ts';
export { CommandOffer } from './command-offer.ts';
export { CommandPorts } from './command-ports.ts';
export { commandsPage } from './commands-page.ts';
export { CommandsModule } from './commands.module.ts';
export { HistoryModule } from './history/history.module.ts';
export { filterWord } from './history/search-expression.ts';
export { LiveDirectoryModule } from './live-directory.module.ts';
export { CommandSettingsModule } from './settings/command-settings.module.ts';
export { OperationReader } from './operations/operation-reader.ts';
export { OperationReadingModule } from './operations/operation-reading.module.ts';
export { OutputAudience } from './output/output-audience.ts';
export { Cancellation } from './pipeline/cancellation.ts';
export type { CommandActor } from './pipeline/command-request.ts';
export { CommandRunner } from './pipeline/command-runner.ts';

/** What this module stores. */
export const COMMANDS_ENTITIES = [OperationEntity, OperationEventEntity, OperationOutputEntity] as const;
