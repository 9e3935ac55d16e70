import { SetMetadata } from '@nestjs/common';
import type * as z from 'zod/mini';
import type { Role } from '#shared/role';
import type { LimitName } from './limits.ts';

/** Who may use a route or socket event. */
export interface Access {
  /** The least role that may; `public` needs no session. */
  readonly role: Role | 'public';
  readonly limit: LimitName;
  /** What the body of a request that changes something has to be; nothing, or an empty object, if absent. */
  readonly body?: z.ZodMiniType;
  /** Served even while the account still has to change its password. */
  readonly beforePasswordChange?: boolean;
}

export const ACCESS = 'homelab:access';

/** Declares who may use a route. A route without it is refused, and the inventory test fails the build. */
export const Allow = (access: Access): MethodDecorator => SetMetadata(ACCESS, access);
