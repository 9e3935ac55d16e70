import { ChangeEntity } from './change.entity.ts';
import { KnownContainerEntity } from './known-container.entity.ts';
import { WatchMarkEntity } from './watch-mark.entity.ts';

export { ChangesModule } from './changes.module.ts';

/** What this module stores. */
export const CHANGES_ENTITIES = [ChangeEntity, KnownContainerEntity, WatchMarkEntity] as const;
