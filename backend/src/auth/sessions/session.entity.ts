import { Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { UserEntity } from '../accounts/user.entity.ts';

@Entity('sessions')
@Index('IX_sessions_user', ['userId'])
@Index('IX_sessions_expires', ['expiresAt'])
export class SessionEntity {
  /** SHA-256 of the token, in hex: whoever reads the file cannot use what is in it. */
  @Column({ type: 'text', primary: true, primaryKeyConstraintName: 'PK_sessions' })
  id!: string;

  @Column({ name: 'user_id', type: 'text' })
  userId!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'FK_sessions_user' })
  user!: UserEntity;

  @Column({ name: 'created_at', type: 'integer' })
  createdAt!: number;

  @Column({ name: 'last_seen_at', type: 'integer' })
  lastSeenAt!: number;

  /** When it ends if it is not used until then. */
  @Column({ name: 'expires_at', type: 'integer' })
  expiresAt!: number;

  /** When it ends however much it is used. */
  @Column({ name: 'ends_at', type: 'integer' })
  endsAt!: number;

  @Column({ name: 'idle_ms', type: 'integer' })
  idleMs!: number;

  @Column({ type: 'text' })
  address!: string;

  @Column({ name: 'user_agent', type: 'text' })
  userAgent!: string;
}
