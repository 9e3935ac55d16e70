import * as z from 'zod/mini';
import { parseRequest } from '../../platform/errors/parse.ts';

/** Printable ASCII: what a UUID, or any other identifier somebody makes up, consists of. */
const IdempotencyKey = z
  .string()
  .check(z.regex(/^[\x21-\x7e]{1,200}$/, 'The key has 1 to 200 printable ASCII characters.'));

/**
 * The `Idempotency-Key` of a request; null without one.
 *
 * @throws InvalidRequest
 */
export function idempotencyKeyOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  return parseRequest(z.object({ 'Idempotency-Key': IdempotencyKey }), { 'Idempotency-Key': header })[
    'Idempotency-Key'
  ];
}
