import { Module } from '@nestjs/common';
import { Argon2id } from '../passwords/argon2id.ts';
import { Passwords } from '../passwords/passwords.ts';
import { SessionRepository } from '../sessions/session.repository.ts';
import { Accounts } from './accounts.ts';
import { UserRepository } from './user.repository.ts';

const SERVICES = [Accounts, UserRepository, SessionRepository, Passwords];

/** Accounts without sign-in: what the command line needs. */
@Module({ providers: [Argon2id, ...SERVICES], exports: SERVICES })
export class AccountsModule {}
