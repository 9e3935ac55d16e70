import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { cookieOf, SESSION_COOKIE } from '../platform/access/credentials.ts';
import { ClientRequest } from '../platform/http/client-request.ts';
import { Clock } from '../platform/time/clock.ts';
import { isKept } from './sessions/session.ts';
import { type OpenedSession } from './sessions/sessions.ts';

/** Outlives the session: by it a browser is known again. */
export const DEVICE_COOKIE = { plain: 'homelab_device', secure: '__Host-homelab_device' } as const;

/** How long a browser that is not used stays known. */
export const DEVICE_LIFETIME_MS = 365 * 24 * 60 * 60 * 1_000;

/** The two cookies of this program. No script can read them, and no other site's page makes the browser send them. */
@Injectable()
export class AuthCookies {
  constructor(
    private readonly client: ClientRequest,
    private readonly clock: Clock,
  ) {}

  sessionToken(request: Request): string | null {
    return cookieOf(request.headers, this.nameOf(SESSION_COOKIE, request));
  }

  deviceToken(request: Request): string | null {
    return cookieOf(request.headers, this.nameOf(DEVICE_COOKIE, request));
  }

  giveSession(response: Response, { session, token }: Pick<OpenedSession, 'session' | 'token'>): void {
    const seconds = Math.ceil((session.endsAt - this.clock.now()) / 1_000);
    const lifetime = isKept(session) ? { maxAge: seconds * 1_000 } : {};
    this.set(response, SESSION_COOKIE, token, lifetime);
  }

  giveDevice(response: Response, token: string): void {
    this.set(response, DEVICE_COOKIE, token, { maxAge: DEVICE_LIFETIME_MS });
  }

  takeSession(response: Response): void {
    response.clearCookie(this.nameOf(SESSION_COOKIE, response.req), this.options(response.req));
  }

  private set(
    response: Response,
    names: typeof SESSION_COOKIE | typeof DEVICE_COOKIE,
    value: string,
    lifetime: CookieOptions,
  ): void {
    response.cookie(this.nameOf(names, response.req), value, { ...this.options(response.req), ...lifetime });
  }

  private nameOf(names: typeof SESSION_COOKIE | typeof DEVICE_COOKIE, request: Request): string {
    return this.client.isSecure(request) ? names.secure : names.plain;
  }

  private options(request: Request): CookieOptions {
    return { httpOnly: true, sameSite: 'strict', path: '/', secure: this.client.isSecure(request) };
  }
}
