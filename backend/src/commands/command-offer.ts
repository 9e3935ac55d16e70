import { Injectable } from '@nestjs/common';
import type { CommandDescriptor } from '#shared/command';
import { CommandCatalog } from './command-catalog.ts';
import { CommandPorts } from './command-ports.ts';
import { describeCommand } from './pipeline/describe-command.ts';

/** The commands somebody may see here: those of the catalog that the configuration allows. */
@Injectable()
export class CommandOffer {
  constructor(
    private readonly catalog: CommandCatalog,
    private readonly ports: CommandPorts,
  ) {}

  all(): CommandDescriptor[] {
    return this.catalog.all().flatMap((command) => {
      const rule = this.ports.settings.ruleFor(command.id, command.role);
      return rule === null ? [] : [describeCommand(command, rule)];
    });
  }
}
