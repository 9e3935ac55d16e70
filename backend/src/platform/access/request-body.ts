import type { IncomingMessage } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import * as z from 'zod/mini';
import { parseRequest } from '../errors/parse.ts';

/** For a route that declares no body. */
const NO_BODY = z.optional(z.strictObject({}));

/** Beside the request instead of in place of its body: whoever reads it here reads what was checked. */
const bodies = new WeakMap<IncomingMessage, unknown>();

/**
 * Checks the body of a request against what its route declares.
 *
 * @throws InvalidRequest
 */
export function checkBody(request: Request, schema: z.ZodMiniType = NO_BODY): void {
  bodies.set(request, parseRequest(schema, request.body));
}

/** Parameter of a controller method: the body, as the schema in the route's `@Allow` has it. */
export const CheckedBody = createParamDecorator((_: unknown, context: ExecutionContext) =>
  bodies.get(context.switchToHttp().getRequest<IncomingMessage>()),
);
