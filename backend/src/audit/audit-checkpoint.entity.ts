import { Column, Entity } from 'typeorm';

/** What stands in for entries that were removed. Append-only, like the trail. */
@Entity('audit_checkpoints')
export class AuditCheckpointEntity {
  /** The last entry that was removed. */
  @Column({ name: 'through_seq', type: 'integer', primary: true })
  throughSeq!: number;

  /** Its hash: what the first entry that is left refers to. */
  @Column({ name: 'through_hash', type: 'text' })
  throughHash!: string;

  /** How many entries this checkpoint removed. */
  @Column({ type: 'integer' })
  removed!: number;

  /** Wall-clock milliseconds. */
  @Column({ type: 'integer' })
  at!: number;

  /** HMAC-SHA-256 in hex, with the key in the data directory. */
  @Column({ type: 'text' })
  signature!: string;
}
