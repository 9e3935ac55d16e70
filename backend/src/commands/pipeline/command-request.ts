import type { Role } from '#shared/role';
import type { AnyCommand } from '../command.ts';

/** Who wants something done. */
export interface CommandActor {
  /** The person's name, or `cli`. */
  readonly name: string;
  /** Of the account; null where there is none. */
  readonly id: string | null;
  readonly role: Role;
  /** The client's; null where there is none. */
  readonly address: string | null;
}

/** What somebody asks for. Nothing of it has been checked against the command yet. */
export interface CommandRequest {
  readonly commandId: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly reason: string | null;
  /** What the person typed to confirm; null if nothing. */
  readonly confirm: string | null;
  readonly idempotencyKey: string | null;
  readonly actor: CommandActor;
  readonly correlationId: string | null;
}

/** A request that passed every check that needs no transaction. */
export interface PreparedRun {
  readonly request: CommandRequest;
  readonly command: AnyCommand;
  /** What the parameters were resolved to; only the command knows its type. */
  readonly input: unknown;
  readonly target: string | null;
  readonly lockKey: string | null;
  /** The keys of the services it touches. */
  readonly services: readonly string[];
}
