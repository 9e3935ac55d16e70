import { Column, Entity } from 'typeorm';

/** What happened within an operation: states, steps, progress, calls. Never one row for a line of output. */
@Entity('operation_events')
export class OperationEventEntity {
  @Column({
    name: 'operation_id',
    type: 'text',
    primary: true,
    primaryKeyConstraintName: 'PK_operation_events',
  })
  operationId!: string;

  @Column({ type: 'integer', primary: true, primaryKeyConstraintName: 'PK_operation_events' })
  seq!: number;

  @Column({ type: 'integer' })
  at!: number;

  @Column({ type: 'text' })
  kind!: string;

  /** JSON. */
  @Column({ type: 'text' })
  data!: string;
}
