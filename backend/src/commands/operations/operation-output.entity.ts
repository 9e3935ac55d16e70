import { Column, Entity } from 'typeorm';

/** What an operation wrote, compressed once it has ended: the beginning and the end of it. */
@Entity('operation_outputs')
export class OperationOutputEntity {
  @Column({
    name: 'operation_id',
    type: 'text',
    primary: true,
    primaryKeyConstraintName: 'PK_operation_outputs',
  })
  operationId!: string;

  @Column({ type: 'text' })
  encoding!: string;

  /** What it wrote in all; more than is kept where the middle was left out. */
  @Column({ name: 'total_bytes', type: 'integer' })
  totalBytes!: number;

  @Column({ name: 'head_bytes', type: 'integer' })
  headBytes!: number;

  @Column({ name: 'tail_bytes', type: 'integer' })
  tailBytes!: number;

  @Column({ type: 'blob' })
  data!: Buffer;
}
