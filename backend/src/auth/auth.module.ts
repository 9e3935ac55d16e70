import { Global, Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { SessionVerifier } from '../platform/access/principal.ts';
import { AccountsModule } from './accounts/accounts.module.ts';
import { FirstAdmin } from './accounts/first-admin.ts';
import { StandardError, Terminal } from './accounts/terminal.ts';
import { AuthCookies } from './auth-cookies.ts';
import { AuthController } from './auth.controller.ts';
import { PasswordChange } from './passwords/password-change.ts';
import { SessionPurge } from './sessions/session-purge.ts';
import { SessionWatch } from './sessions/session-watch.ts';
import { Sessions } from './sessions/sessions.ts';
import { SocketCloser } from './sessions/socket-closer.ts';
import { CredentialCheck } from './sign-in/credential-check.ts';
import { DeviceRepository } from './sign-in/device.repository.ts';
import { KnownDevices } from './sign-in/known-devices.ts';
import { LocalStrategy } from './sign-in/local.strategy.ts';
import { LoginThrottle } from './sign-in/login-throttle.ts';
import { SignIn } from './sign-in/sign-in.ts';
import { SignOut } from './sign-in/sign-out.ts';

/** Who may use the program. Global because the platform's guards ask it about every request. */
@Global()
@Module({
  imports: [AccountsModule, PassportModule],
  controllers: [AuthController],
  providers: [
    Sessions,
    { provide: SessionVerifier, useExisting: Sessions },
    { provide: Terminal, useClass: StandardError },
    ...[FirstAdmin, AuthCookies, PasswordChange, SessionPurge, SessionWatch, SocketCloser],
    ...[CredentialCheck, DeviceRepository, KnownDevices, LocalStrategy, LoginThrottle, SignIn, SignOut],
  ],
  exports: [SessionVerifier],
})
export class AuthModule {}
