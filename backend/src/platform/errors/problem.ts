import { HttpException } from '@nestjs/common';
import type { Problem } from '#shared/problem';
import { AppError, type ErrorKind } from './app-error.ts';
import { InvalidRequest } from './request-errors.ts';

/** The status of each code that does not have its kind's. */
const STATUS: Readonly<Record<string, number>> = {
  unauthenticated: 401,
  invalid_credentials: 401,
  forbidden: 403,
  password_change_required: 403,
  cross_site_request: 403,
  network_not_allowed: 403,
  not_found: 404,
  unknown_command: 404,
  already_running: 409,
  not_running: 409,
  invalid_request: 422,
  invalid_params: 422,
  idempotency_key_reused: 422,
  too_many_requests: 429,
  too_many_attempts: 429,
  too_many_operations: 429,
};

const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = { user: 400, operational: 503, unexpected: 500 };

/** What Nest and Express refuse by themselves, before any code of ours. */
const BUILT_IN: Readonly<Record<number, { readonly code: string; readonly detail: string }>> = {
  400: { code: 'malformed_request', detail: 'The request cannot be read. The body has to be valid JSON.' },
  404: { code: 'not_found', detail: 'There is nothing at this address.' },
  405: { code: 'method_not_allowed', detail: 'This address does not know this method.' },
  413: { code: 'request_too_large', detail: 'The request is larger than this server accepts (64 KiB).' },
  415: { code: 'unsupported_media_type', detail: 'The body has to be application/json.' },
};

const UNEXPECTED = {
  code: 'internal_error',
  detail:
    'Something went wrong on the server, and it is not your doing. The log has the details under the correlation id.',
};

/** The answer to a failed request, as RFC 9457 has it. Never a stack, never what an unknown error says. */
export function problemOf(error: unknown, correlationId: string): Problem {
  if (error instanceof AppError) return problemOfOwn(error, correlationId);
  const status = statusOfForeign(error);
  const known = BUILT_IN[status] ?? UNEXPECTED;
  return {
    type: 'about:blank',
    title: titleOf(known.code),
    status: BUILT_IN[status] ? status : 500,
    ...known,
    correlationId,
  };
}

function problemOfOwn(error: AppError, correlationId: string): Problem {
  const status = STATUS[error.code] ?? STATUS_OF_KIND[error.kind];
  const { operationId } = error.facts;
  const told = error.kind === 'unexpected' ? UNEXPECTED.detail : error.message;
  return {
    type: 'about:blank',
    title: titleOf(error.code),
    status,
    code: error.code,
    detail: told,
    correlationId,
    ...(error instanceof InvalidRequest ? { issues: error.issues.map((issue) => ({ ...issue })) } : {}),
    ...(Object.keys(error.facts).length > 0 ? { facts: { ...error.facts } } : {}),
    ...(typeof operationId === 'string' ? { operationId } : {}),
  };
}

/** Nest throws HttpException, Express' body parser errors with a `status`. */
function statusOfForeign(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'status' in error && typeof error.status === 'number') return error.status;
  return 500;
}

/** `too_many_attempts` as a heading: `Too many attempts`. */
function titleOf(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
