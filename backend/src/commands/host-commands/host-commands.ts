import type { HostCommandSection } from '../../platform/config/settings/host-command-section.ts';
import type { AnyCommand } from '../command.ts';
import { ConfiguredCommands } from '../command-catalog.ts';
import { hostCommand } from './host-command.ts';

/** The commands of `host_commands:`. */
export class HostCommands extends ConfiguredCommands {
  private readonly commands: readonly AnyCommand[];

  constructor(sections: readonly HostCommandSection[]) {
    super();
    this.commands = sections.map(hostCommand);
  }

  override all(): readonly AnyCommand[] {
    return this.commands;
  }
}
