import type { Role } from '#shared/role';

/** What the configuration lets a command do. */
export interface CommandRule {
  readonly role: Role;
  /** Null: on every service. Keys as `project/service`; `project/*` for all of one. */
  readonly services: readonly string[] | null;
  readonly projects: readonly string[] | null;
  readonly reasonRequired: boolean;
}

/** Where a compose project is defined, as the configuration says. */
export interface ComposeProjectSettings {
  /** Absolute. */
  readonly workingDir: string;
  /** Absolute. */
  readonly files: readonly string[];
}

/** What `commands:` and `compose:` of the settings file amount to. */
export abstract class CommandSettings {
  /** Null where the configuration does not allow the command at all. */
  abstract ruleFor(commandId: string, declaredRole: Role): CommandRule | null;
  /** Absolute folders below which compose files may lie; null where nothing narrows it. */
  abstract readonly composeRoots: readonly string[] | null;
  abstract composeProject(project: string): ComposeProjectSettings | null;
}
