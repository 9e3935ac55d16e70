import type { Role } from '#shared/role';

/** What the configuration lets a command do. */
export interface CommandRule {
  readonly role: Role;
  /** Null: on every service. Keys as `project/service`; `project/*` for all of one. */
  readonly services: readonly string[] | null;
  /** Null: on every project. A project that is allowed is allowed with all its services, which `services` has too. */
  readonly projects: readonly string[] | null;
  readonly reasonRequired: boolean;
}

/** Where a compose project is defined, as the configuration says. */
export interface ComposeProjectSettings {
  /** Absolute. */
  readonly workingDir: string;
  /** Absolute. */
  readonly files: readonly string[];
  /** Absolute; the project's own `.env` where there is none. */
  readonly envFiles: readonly string[];
  readonly profiles: readonly string[];
}

/** How `docker compose` is run here, or why it cannot be. */
export type ComposeProgram =
  | {
      readonly status: 'ready';
      /** Absolute path of the docker command line. */
      readonly docker: string;
      /** All of its environment: where the engine is, and what compose files may refer to. */
      readonly env: Readonly<Record<string, string>>;
    }
  | { readonly status: 'unavailable'; readonly reason: string };

/** What `commands:` and `compose:` of the settings file amount to. */
export abstract class CommandSettings {
  /** Null where the configuration does not allow the command at all. */
  abstract ruleFor(commandId: string, declaredRole: Role): CommandRule | null;
  /** Absolute folders below which compose files may lie; null where none is configured, and labels are not trusted. */
  abstract readonly composeRoots: readonly string[] | null;
  abstract composeProject(project: string): ComposeProjectSettings | null;
  abstract readonly composeProgram: ComposeProgram;
}
