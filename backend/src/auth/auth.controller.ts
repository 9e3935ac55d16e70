import { Controller, Get, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type LoginAnswer, LoginRequest, PasswordChangeRequest, type SessionAnswer } from '#shared/auth';
import { Allow } from '../platform/access/allow.ts';
import { type Principal } from '../platform/access/principal.ts';
import { CheckedBody } from '../platform/access/request-body.ts';
import { CurrentPrincipal } from '../platform/access/request-principal.ts';
import { ClientRequest } from '../platform/http/client-request.ts';
import { toIso } from '../platform/time/clock.ts';
import { AuthCookies } from './auth-cookies.ts';
import { PasswordChange } from './passwords/password-change.ts';
import { type VerifiedAccount } from './sign-in/credential-check.ts';
import { LoginGuard, Verified } from './sign-in/login.guard.ts';
import { SignIn } from './sign-in/sign-in.ts';
import { SignOut } from './sign-in/sign-out.ts';

@Controller('api/auth')
export class AuthController {
  constructor(
    private readonly signIn: SignIn,
    private readonly signOut: SignOut,
    private readonly passwords: PasswordChange,
    private readonly cookies: AuthCookies,
    private readonly client: ClientRequest,
  ) {}

  @Post('login')
  @HttpCode(200)
  @Allow({ role: 'public', limit: 'login', body: LoginRequest })
  @UseGuards(LoginGuard)
  async login(
    @Verified() account: VerifiedAccount,
    @CheckedBody() { keepSignedIn }: LoginRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LoginAnswer> {
    const opened = await this.signIn.open(account, {
      keepSignedIn: keepSignedIn ?? false,
      address: this.client.addressOf(request),
      userAgent: request.headers['user-agent'] ?? '',
      deviceToken: this.cookies.deviceToken(request),
      sessionToken: this.cookies.sessionToken(request),
    });
    this.cookies.giveSession(response, opened);
    this.cookies.giveDevice(response, opened.deviceToken);
    const { id, username, role, passwordState } = account.user;
    return { user: { id, username, role }, mustChangePassword: passwordState !== 'set' };
  }

  @Post('logout')
  @HttpCode(204)
  @Allow({ role: 'viewer', limit: 'write', beforePasswordChange: true })
  async logout(
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.signOut.end(principal, this.client.addressOf(request));
    this.cookies.takeSession(response);
  }

  /** Asking counts as use of the session: that is how a page reports that somebody is there. */
  @Get('session')
  @Allow({ role: 'viewer', limit: 'read', beforePasswordChange: true })
  session(@CurrentPrincipal() { user, expiresAt, mustChangePassword }: Principal): SessionAnswer {
    return { user, expiresAt: toIso(expiresAt), mustChangePassword };
  }

  @Post('password')
  @HttpCode(204)
  @Allow({ role: 'viewer', limit: 'write', beforePasswordChange: true, body: PasswordChangeRequest })
  async changePassword(
    @CurrentPrincipal() principal: Principal,
    @CheckedBody() change: PasswordChangeRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const address = this.client.addressOf(request);
    this.cookies.giveSession(response, await this.passwords.change(principal, change, address));
  }
}
