import type { Operation, OperationEvent } from '#shared/operation';

/**
 * What happens to operations. Their entries in the trail are written in the same transaction as the operation,
 * before these are published: nothing here needs recording again.
 */
export interface CommandEvents {
  /** An operation was recorded, started, asked to stop, or ended. Published after the commit. */
  'command.operation-changed': { readonly operation: Operation };
  /** Something happened within an operation, output included. */
  'command.operation-event': {
    readonly operationId: string;
    readonly event: OperationEvent;
    /** Where the output ends that the event tells, in bytes: its text does not say. Null if it is no output. */
    readonly outputEnd: number | null;
  };
}
