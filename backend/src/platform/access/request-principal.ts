import type { IncomingMessage } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Unauthenticated } from '../errors/request-errors.ts';
import type { Principal } from './principal.ts';

/** Beside the request instead of on it: a property could be set by whatever else touches requests. */
const principals = new WeakMap<IncomingMessage, Principal>();

export function rememberPrincipal(request: IncomingMessage, principal: Principal): void {
  principals.set(request, principal);
}

/**
 * Who makes this request.
 *
 * @throws Unauthenticated if nobody was established
 */
function principalOf(request: IncomingMessage): Principal {
  const principal = principals.get(request);
  if (principal === undefined) throw new Unauthenticated();
  return principal;
}

/** Parameter of a controller method: who makes the request. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext) =>
  principalOf(context.switchToHttp().getRequest<IncomingMessage>()),
);
