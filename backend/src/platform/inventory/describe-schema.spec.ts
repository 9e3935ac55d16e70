import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { LoginRequest } from '#shared/auth';
import { NoPayload } from '#shared/socket';
import { describeSchema } from './describe-schema.ts';

describe('describeSchema', () => {
  it.each<[string, z.ZodMiniType]>([
    ['{ username: string, password: string, totp?: string, keepSignedIn?: boolean }', LoginRequest],
    ['{} | null', NoPayload],
    ['{}', z.strictObject({})],
    ['"a" | "b"', z.enum(['a', 'b'])],
    ['"only"', z.literal('only')],
    ['(number)[]', z.array(z.number())],
    ['{ keys: ("a" | string)[] }', z.object({ keys: z.array(z.union([z.literal('a'), z.string()])) })],
    ['{ at: any }', z.object({ at: z.date() })],
    ['string', z.pipe(z.string(), z.transform(Number))],
  ])('writes %s', (shape, schema) => {
    expect(describeSchema(schema)).toBe(shape);
  });
});
