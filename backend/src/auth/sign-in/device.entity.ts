import { Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { UserEntity } from '../accounts/user.entity.ts';

/** A browser that has signed in to an account before. One browser may be known to several accounts. */
@Entity('devices')
@Index('IX_devices_user', ['userId'])
export class DeviceEntity {
  /** SHA-256 of the device's token, in hex. */
  @Column({ type: 'text', primary: true, primaryKeyConstraintName: 'PK_devices' })
  id!: string;

  @Column({ name: 'user_id', type: 'text', primary: true, primaryKeyConstraintName: 'PK_devices' })
  userId!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'FK_devices_user' })
  user!: UserEntity;

  @Column({ name: 'created_at', type: 'integer' })
  createdAt!: number;

  @Column({ name: 'last_used_at', type: 'integer' })
  lastUsedAt!: number;
}
