import * as z from 'zod/mini';
import { AttentionAnswer } from '#shared/attention';
import type { AuditEntry, AuditVerifying } from '#shared/audit';
import { Change } from '#shared/change';
import { EngineState } from '#shared/engine';
import { Operation, OperationEvent } from '#shared/operation';
import { Service, ServicesAnswer } from '#shared/service';

/** What every client event is answered with. */
export type Ack<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };

/** The payload of an event that needs none: nothing, or an empty object. */
export const NoPayload = z.optional(z.nullable(z.strictObject({})));

export const ServicesSnapshot = z.extend(ServicesAnswer, { seq: z.number() });
export type ServicesSnapshot = z.infer<typeof ServicesSnapshot>;

/** Follows a snapshot: applies on top of `seq - 1`. Sent without changes too, as the sign that the picture holds. */
export const ServicesDelta = z.object({
  seq: z.number(),
  engine: EngineState,
  refreshedAt: z.nullable(z.string()),
  upserted: z.array(Service),
  /** Keys. */
  removed: z.array(z.string()),
});
export type ServicesDelta = z.infer<typeof ServicesDelta>;

export const AttentionSnapshot = z.extend(AttentionAnswer, { seq: z.number() });
export type AttentionSnapshot = z.infer<typeof AttentionSnapshot>;

/** The operations that are queued or running. */
export const OperationsSnapshot = z.object({ seq: z.number(), operations: z.array(Operation) });
export type OperationsSnapshot = z.infer<typeof OperationsSnapshot>;

/** An operation was recorded or changed; one that has ended is sent once more, with its outcome. */
export const OperationDelta = z.object({ seq: z.number(), operation: Operation });
export type OperationDelta = z.infer<typeof OperationDelta>;

export const OperationFollowRequest = z.strictObject({
  id: z.string().check(z.maxLength(64)),
  /** The last event the client has; 0 for all. */
  afterSeq: z.number().check(z.int(), z.nonnegative()),
});
export type OperationFollowRequest = z.infer<typeof OperationFollowRequest>;

export const OperationUnfollowRequest = z.strictObject({ id: z.string().check(z.maxLength(64)) });
export type OperationUnfollowRequest = z.infer<typeof OperationUnfollowRequest>;

/** The operation and what happened after `afterSeq`, the output that is still at hand included. */
export const OperationFollowed = z.object({ operation: Operation, events: z.array(OperationEvent) });
export type OperationFollowed = z.infer<typeof OperationFollowed>;

/** From here on each change is told; what was before is asked for over HTTP. */
export const ChangesSnapshot = z.object({ seq: z.number() });
export type ChangesSnapshot = z.infer<typeof ChangesSnapshot>;

/** A change that was recorded; an operation comes again, under the same id, when its state changes. */
export const ChangesDelta = z.object({ seq: z.number(), change: Change });
export type ChangesDelta = z.infer<typeof ChangesDelta>;

/** What a client may ask, and what its ack carries. */
export interface ClientEvents {
  'services.watch': ServicesSnapshot;
  'attention.watch': AttentionSnapshot;
  'operations.watch': OperationsSnapshot;
  'operation.follow': OperationFollowed;
  'operation.unfollow': null;
  'audit.watch': null;
  'changes.watch': ChangesSnapshot;
}

/** What the server sends on its own. */
export interface ServerEvents {
  'services.changed': ServicesDelta;
  'attention.changed': AttentionSnapshot;
  'operation.changed': OperationDelta;
  'operation.event': { readonly operationId: string } & OperationEvent;
  'audit.appended': AuditEntry;
  'changes.appended': ChangesDelta;
  /** To who watches the trail, a few times a second while the whole of it is checked. */
  'audit.verifying': AuditVerifying;
  /** The session behind this socket ended; the socket closes right after. */
  'session.ended': { readonly reason: SessionEndReason };
}

export const SessionEndReason = z.enum(['signed_out', 'expired', 'revoked', 'disabled']);
export type SessionEndReason = z.infer<typeof SessionEndReason>;
