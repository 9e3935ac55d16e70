import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import * as z from 'zod/mini';
import { NewPassword } from '#shared/auth';
import { AppConfig } from '../../platform/config/app-config.ts';
import { Log } from '../../platform/logging/logger.ts';
import { Accounts, BY_SYSTEM, type IssuedAccount } from './accounts.ts';
import { Terminal } from './terminal.ts';
import { type User } from './user.ts';

/** Sees to it, before the server listens, that somebody can sign in. */
@Injectable()
export class FirstAdmin implements OnApplicationBootstrap {
  constructor(
    private readonly accounts: Accounts,
    private readonly config: AppConfig,
    private readonly terminal: Terminal,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const accounts = await this.accounts.list();
    if (accounts.length === 0) await this.createFirst();
    else
      await this.rescue(accounts.filter(({ role, disabledAt }) => role === 'admin' && disabledAt === null));
  }

  private async createFirst(): Promise<void> {
    const { username, password } = this.config.firstAdmin;
    if (password !== null && !z.safeParse(NewPassword, password).success) {
      this.log.warn(
        { username },
        'HOMELAB_ADMIN_PASSWORD is weaker than a new password may be. Change it after signing in.',
      );
    }
    const created = await this.accounts.createFirst({ username, role: 'admin', password });
    this.log.info({ username }, 'First admin created');
    this.show(created);
  }

  /**
   * A password that was shown once and never changed may have been lost with the terminal. If no admin has
   * one of their own, a new one is made.
   */
  private async rescue(admins: readonly User[]): Promise<void> {
    const [oldest] = admins;
    if (oldest === undefined) {
      this.log.warn({}, 'No admin can sign in. “homelab user add NAME --role admin” makes one.');
    } else if (admins.every(({ passwordState }) => passwordState !== 'set')) {
      this.show(await this.accounts.resetPassword(oldest.username, null, BY_SYSTEM));
    }
  }

  private show({ user, singleUsePassword }: IssuedAccount): void {
    if (singleUsePassword === null) return;
    this.terminal.show([
      'Sign in for the first time with',
      '',
      `  name      ${user.username}`,
      `  password  ${singleUsePassword}`,
      '',
      'It works once, and you choose your own right after. It is not shown',
      'or stored anywhere else; a restart makes a new one until you have.',
    ]);
  }
}
