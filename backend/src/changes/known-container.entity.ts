import { Column, Entity } from 'typeorm';

/** A container as it was when everything about it had been told: what a restart of ours compares with. */
@Entity('known_containers')
export class KnownContainerEntity {
  @Column({ type: 'text', primary: true, primaryKeyConstraintName: 'PK_known_containers' })
  id!: string;

  /** JSON: a `ContainerImprint`. */
  @Column({ type: 'text' })
  imprint!: string;
}
