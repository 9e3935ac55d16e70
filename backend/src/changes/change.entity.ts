import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Something that changed, other than by an operation: those are in a table of their own. */
@Entity('changes')
@Index('IX_changes_at', ['at', 'seq'])
@Index('IX_changes_service', ['service', 'at', 'seq'])
@Index('IX_changes_kind', ['kind', 'at', 'seq'])
@Index('IX_changes_operation', ['operationId'])
@Index('IX_changes_actor', ['actor', 'at', 'seq'])
@Index('IX_changes_service_kind', ['service', 'kind', 'at', 'seq'])
@Index('IX_changes_service_actor', ['service', 'actor', 'at', 'seq'])
@Index('IX_changes_kind_actor', ['kind', 'actor', 'at', 'seq'])
@Index('IX_changes_service_kind_actor', ['service', 'kind', 'actor', 'at', 'seq'])
@Index('IX_changes_own', ['kind', 'at', 'seq'], { where: '"operation_id" IS NOT NULL' })
export class ChangeEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  seq!: number;

  /** Wall-clock milliseconds. */
  @Column({ type: 'integer' })
  at!: number;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', nullable: true })
  service!: string | null;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  detail!: string;

  @Column({ type: 'text' })
  tone!: string;

  @Column({ type: 'text' })
  actor!: string;

  @Column({ name: 'operation_id', type: 'text', nullable: true })
  operationId!: string | null;

  /** JSON. */
  @Column({ type: 'text', nullable: true })
  before!: string | null;

  @Column({ type: 'text', nullable: true })
  after!: string | null;

  @Column({ type: 'text' })
  known!: string;
}
