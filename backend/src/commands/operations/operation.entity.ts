import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** One run of a command. The row is also its lock. Written through the ledger, never through TypeORM. */
@Entity('operations')
@Unique('UQ_operations_id', ['id'])
@Check(
  'CK_operations_status',
  `"status" IN ('queued', 'running', 'succeeded', 'failed', 'timed_out', 'cancelled', 'interrupted', 'refused')`,
)
@Index('UX_operations_lock', ['lockKey'], {
  unique: true,
  where: `"lock_key" IS NOT NULL AND "status" IN ('queued', 'running')`,
})
@Index('UX_operations_idempotency', ['actor', 'idempotencyKey'], {
  unique: true,
  where: `"idempotency_key" IS NOT NULL`,
})
@Index('IX_operations_live', ['seq'], { where: `"status" IN ('queued', 'running')` })
@Index('IX_operations_list', ['status', 'requestedAt', 'seq'])
@Index('IX_operations_command_list', ['command', 'status', 'requestedAt', 'seq'])
@Index('IX_operations_actor_list', ['actor', 'status', 'requestedAt', 'seq'])
@Index('IX_operations_target_list', ['target', 'status', 'requestedAt', 'seq'])
@Index('IX_operations_command_actor_list', ['command', 'actor', 'status', 'requestedAt', 'seq'])
@Index('IX_operations_command_target_list', ['command', 'target', 'status', 'requestedAt', 'seq'])
@Index('IX_operations_actor_target_list', ['actor', 'target', 'status', 'requestedAt', 'seq'])
@Index('IX_operations_command_actor_target_list', [
  'command',
  'actor',
  'target',
  'status',
  'requestedAt',
  'seq',
])
export class OperationEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  seq!: number;

  @Column({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  command!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  risk!: string;

  @Column({ type: 'text', nullable: true })
  target!: string | null;

  /** JSON; secrets replaced. */
  @Column({ type: 'text' })
  params!: string;

  /** JSON: the keys of the services it touches. */
  @Column({ type: 'text' })
  services!: string;

  @Column({ type: 'text' })
  actor!: string;

  @Column({ name: 'actor_id', type: 'text', nullable: true })
  actorId!: string | null;

  @Column({ type: 'text', nullable: true })
  address!: string | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'text' })
  status!: string;

  /** Held while it is queued or running: no second one with the same key can be. */
  @Column({ name: 'lock_key', type: 'text', nullable: true })
  lockKey!: string | null;

  @Column({ name: 'idempotency_key', type: 'text', nullable: true })
  idempotencyKey!: string | null;

  @Column({ name: 'timeout_ms', type: 'integer' })
  timeoutMs!: number;

  @Column({ name: 'requested_at', type: 'integer' })
  requestedAt!: number;

  @Column({ name: 'started_at', type: 'integer', nullable: true })
  startedAt!: number | null;

  @Column({ name: 'finished_at', type: 'integer', nullable: true })
  finishedAt!: number | null;

  @Column({ name: 'duration_ms', type: 'integer', nullable: true })
  durationMs!: number | null;

  @Column({ name: 'exit_code', type: 'integer', nullable: true })
  exitCode!: number | null;

  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode!: string | null;

  @Column({ name: 'error_message', type: 'text', nullable: true })
  errorMessage!: string | null;

  @Column({ name: 'output_bytes', type: 'integer' })
  outputBytes!: number;

  @Column({ name: 'output_truncated', type: 'integer' })
  outputTruncated!: number;

  @Column({ name: 'cancel_requested_at', type: 'integer', nullable: true })
  cancelRequestedAt!: number | null;

  @Column({ name: 'cancel_requested_by', type: 'text', nullable: true })
  cancelRequestedBy!: string | null;

  /** The process that runs it, as `bootId:pid:startTime`: whether that one is still there tells a crash. */
  @Column({ type: 'text', nullable: true })
  runner!: string | null;

  @Column({ name: 'correlation_id', type: 'text', nullable: true })
  correlationId!: string | null;

  /** JSON: what the containers it touches were before it began. */
  @Column({ name: 'containers_before', type: 'text', nullable: true })
  containersBefore!: string | null;

  @Column({ name: 'containers_after', type: 'text', nullable: true })
  containersAfter!: string | null;
}
