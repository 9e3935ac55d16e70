import type { AnyCommand } from './command.ts';

/** The commands that come from the settings file. */
export abstract class ConfiguredCommands {
  abstract all(): readonly AnyCommand[];
}
