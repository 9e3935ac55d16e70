import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { type Role, roleIncludes } from '#shared/role';
import { Unauthenticated } from '../errors/request-errors.ts';
import { addressGroup } from '../http/address-group.ts';
import { ClientRequest } from '../http/client-request.ts';
import { CrossSiteRequest } from '../http/http-errors.ts';
import { OriginPolicy } from '../http/origin-policy.ts';
import { AccessNotDeclared, PasswordChangeRequired, RoleTooLow } from './access-errors.ts';
import { ACCESS, type Access } from './allow.ts';
import { type Credentials, credentialsOf } from './credentials.ts';
import { type Principal, SessionVerifier } from './principal.ts';
import { RateLimits } from './rate-limits.ts';
import { checkBody } from './request-body.ts';
import { rememberPrincipal } from './request-principal.ts';

const CHANGES_NOTHING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Stands before every HTTP route. Default deny: a route that does not say who may use it is refused. Sockets
 * have the same checks in `SocketAccess`: Nest's global guards do not reach gateways.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly client: ClientRequest,
    private readonly origins: OriginPolicy,
    private readonly sessions: SessionVerifier,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const access = this.reflector.get<Access | undefined>(ACCESS, context.getHandler());
    if (access === undefined) throw new AccessNotDeclared(`${request.method} ${request.path}`);
    const credentials = credentialsOf(request.headers, this.client.isSecure(request));
    this.checkForgery(request, credentials);
    if (access.role === 'public')
      await this.limits.count(access.limit, addressGroup(this.client.addressOf(request)));
    else await this.checkPrincipal(request, credentials, access, access.role);
    if (!CHANGES_NOTHING.has(request.method)) checkBody(request, access.body);
    return true;
  }

  /** A page of another site can make the browser send a form, but neither JSON nor our origin. */
  private checkForgery(request: Request, credentials: Credentials): void {
    if (CHANGES_NOTHING.has(request.method) || credentials.kind === 'bearer') return;
    this.origins.checkOrigin(request);
    const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
    if (credentials.kind === 'cookie' && !isJson)
      throw new CrossSiteRequest('Content-Type is not application/json');
  }

  private async checkPrincipal(
    request: Request,
    credentials: Credentials,
    access: Access,
    role: Role,
  ): Promise<void> {
    const principal = await this.principalOf(credentials);
    await this.limits.count(access.limit, principal.sessionId);
    if (principal.mustChangePassword && access.beforePasswordChange !== true)
      throw new PasswordChangeRequired();
    if (!roleIncludes(principal.user.role, role)) throw new RoleTooLow(principal.user.role, role);
    rememberPrincipal(request, principal);
  }

  private async principalOf(credentials: Credentials): Promise<Principal> {
    const principal = credentials.kind === 'none' ? null : await this.sessions.use(credentials.token);
    if (principal === null) throw new Unauthenticated();
    return principal;
  }
}
