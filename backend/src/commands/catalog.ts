import type { AnyCommand } from './command.ts';

/** Everything this program may be asked to execute. A command that is not in this list does not exist. */
export const CATALOG: readonly AnyCommand[] = [];
