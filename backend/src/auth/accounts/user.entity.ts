import { Check, Column, Entity, Unique } from 'typeorm';
import { ROLES, type Role } from '#shared/role';
import { PASSWORD_STATES, type PasswordState } from './user.ts';

const oneOf = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

@Entity('users')
@Unique('UQ_users_name_key', ['nameKey'])
@Check('CK_users_role', `"role" IN (${oneOf(ROLES)})`)
@Check('CK_users_password_state', `"password_state" IN (${oneOf(PASSWORD_STATES)})`)
export class UserEntity {
  @Column({ type: 'text', primary: true, primaryKeyConstraintName: 'PK_users' })
  id!: string;

  /** As it was typed when the account was made. */
  @Column({ type: 'text' })
  username!: string;

  /** What makes the name unique: see `nameKey`. */
  @Column({ name: 'name_key', type: 'text' })
  nameKey!: string;

  @Column({ type: 'text' })
  role!: Role;

  /** A PHC string: algorithm, parameters, salt and hash. */
  @Column({ name: 'password_hash', type: 'text' })
  passwordHash!: string;

  @Column({ name: 'password_state', type: 'text' })
  passwordState!: PasswordState;

  @Column({ name: 'disabled_at', type: 'integer', nullable: true })
  disabledAt!: number | null;

  @Column({ name: 'created_at', type: 'integer' })
  createdAt!: number;
}
