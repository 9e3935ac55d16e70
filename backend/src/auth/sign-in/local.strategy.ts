import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import { Strategy } from 'passport-local';
import { ClientRequest } from '../../platform/http/client-request.ts';
import { AuthCookies } from '../auth-cookies.ts';
import { CredentialCheck, type VerifiedAccount } from './credential-check.ts';

/** Passport's local strategy: name and password from the body, which was checked against its schema before. */
@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy) {
  constructor(
    private readonly check: CredentialCheck,
    private readonly client: ClientRequest,
    private readonly cookies: AuthCookies,
  ) {
    super({ passReqToCallback: true, session: false });
  }

  /** What it returns becomes `request.user`. */
  async validate(request: Request, username: string, password: string): Promise<VerifiedAccount> {
    return this.check.verify({
      username,
      password,
      address: this.client.addressOf(request),
      deviceToken: this.cookies.deviceToken(request),
    });
  }
}
