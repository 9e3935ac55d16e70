import type { Role } from '#shared/role';
import type { Settings } from '../../platform/config/settings-file.ts';
import {
  type CommandRule,
  CommandSettings,
  type ComposeProgram,
  type ComposeProjectSettings,
} from '../command-settings.ts';
import { narrowedRule } from './narrow.ts';

/** The settings of commands, from the settings file. */
export class ConfiguredSettings extends CommandSettings {
  override readonly composeRoots: readonly string[] | null;

  constructor(
    private readonly settings: Pick<Settings, 'commands' | 'compose'>,
    override readonly composeProgram: ComposeProgram,
  ) {
    super();
    this.composeRoots = settings.compose?.roots ?? null;
  }

  override ruleFor(commandId: string, declaredRole: Role): CommandRule | null {
    return narrowedRule(this.settings.commands ?? {}, commandId, declaredRole);
  }

  override composeProject(project: string): ComposeProjectSettings | null {
    return this.settings.compose?.projects?.[project] ?? null;
  }
}
