import type { AnyCommand } from './command.ts';

/** The commands that come from the settings file. */
export abstract class ConfiguredCommands {
  abstract all(): readonly AnyCommand[];
}

/** No command comes from the settings file. */
export class NoConfiguredCommands extends ConfiguredCommands {
  override all(): readonly AnyCommand[] {
    return [];
  }
}

/** What may be run: the product's own list, and what the settings file adds to it. */
export class CommandCatalog {
  private readonly byId: ReadonlyMap<string, AnyCommand>;

  /** @throws Error if two commands have the same id */
  constructor(commands: readonly AnyCommand[]) {
    this.byId = new Map(commands.map((command) => [command.id, command]));
    if (this.byId.size < commands.length) throw new Error('two commands have the same id');
  }

  find(id: string): AnyCommand | null {
    return this.byId.get(id) ?? null;
  }

  all(): readonly AnyCommand[] {
    return [...this.byId.values()];
  }
}
