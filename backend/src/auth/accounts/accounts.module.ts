import { Module } from '@nestjs/common';
import { AuditTrailModule } from '../../audit/public.ts';
import { Argon2id } from '../passwords/argon2id.ts';
import { Passwords } from '../passwords/passwords.ts';
import { SessionRepository } from '../sessions/session.repository.ts';
import { Accounts } from './accounts.ts';
import { UserRepository } from './user.repository.ts';

const SERVICES = [Accounts, UserRepository, SessionRepository, Passwords];

/** Accounts without sign-in: what the command line needs. */
@Module({
  imports: [AuditTrailModule],
  providers: [Argon2id, ...SERVICES],
  exports: [AuditTrailModule, ...SERVICES],
})
export class AccountsModule {}
