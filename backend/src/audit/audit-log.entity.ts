import { Column, Entity, Index } from 'typeorm';

/** Append-only: triggers refuse to change or delete a row. Written through the ledger, never through TypeORM. */
@Entity('audit_logs')
@Index('IX_audit_logs_list', ['outcome', 'at', 'seq'])
@Index('IX_audit_logs_action_list', ['action', 'outcome', 'at', 'seq'])
@Index('IX_audit_logs_actor_list', ['actor', 'outcome', 'at', 'seq'])
@Index('IX_audit_logs_target_list', ['target', 'outcome', 'at', 'seq'])
@Index('IX_audit_logs_action_actor_list', ['action', 'actor', 'outcome', 'at', 'seq'])
@Index('IX_audit_logs_action_target_list', ['action', 'target', 'outcome', 'at', 'seq'])
@Index('IX_audit_logs_actor_target_list', ['actor', 'target', 'outcome', 'at', 'seq'])
@Index('IX_audit_logs_action_actor_target_list', ['action', 'actor', 'target', 'outcome', 'at', 'seq'])
@Index('IX_audit_logs_operation_id', ['operationId', 'at', 'seq'])
@Index('IX_audit_logs_at', ['at', 'seq'])
export class AuditLogEntity {
  /** Without gaps: the entry before is `seq - 1`. */
  @Column({ type: 'integer', primary: true })
  seq!: number;

  /** Wall-clock milliseconds. */
  @Column({ type: 'integer' })
  at!: number;

  @Column({ type: 'text' })
  actor!: string;

  @Column({ name: 'actor_id', type: 'text', nullable: true })
  actorId!: string | null;

  @Column({ type: 'text' })
  action!: string;

  @Column({ type: 'text', nullable: true })
  target!: string | null;

  @Column({ type: 'text' })
  outcome!: string;

  @Column({ name: 'operation_id', type: 'text', nullable: true })
  operationId!: string | null;

  @Column({ type: 'text', nullable: true })
  address!: string | null;

  /** JSON, exactly as it was hashed. */
  @Column({ type: 'text' })
  details!: string;

  @Column({ name: 'prev_hash', type: 'text' })
  prevHash!: string;

  @Column({ type: 'text' })
  hash!: string;
}
