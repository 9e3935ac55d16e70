import { createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { Request } from 'express';
import { type VerifiedAccount } from './credential-check.ts';

/** Lets a request through once its name and password were found right. */
@Injectable()
export class LoginGuard extends AuthGuard('local') {}

/** Parameter of a route behind the {@link LoginGuard}: whose password was given. */
export const Verified = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<Request>().user as VerifiedAccount,
);
