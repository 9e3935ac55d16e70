import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { parseRequest } from './parse.ts';
import { InvalidRequest } from './request-errors.ts';

const Order = z.strictObject({
  count: z.number(),
  lines: z.array(z.strictObject({ name: z.string() })),
});

describe('parseRequest', () => {
  it('gives back what fits', () => {
    const order = { count: 1, lines: [{ name: 'a' }] };
    expect(parseRequest(Order, order)).toEqual(order);
  });

  it('names everything that does not, and where', () => {
    const wrong = { count: 'one', lines: [{ name: 'a', price: 1, tax: 2 }], more: true };
    expect(pathsOf(wrong)).toEqual(['count', 'lines.0.price', 'lines.0.tax', 'more']);
    expect(pathsOf(undefined)).toEqual(['']);
  });

  function pathsOf(input: unknown): string[] {
    try {
      parseRequest(Order, input);
    } catch (error) {
      if (error instanceof InvalidRequest) return error.issues.map(({ path }) => path).sort();
      throw error;
    }
    throw new Error('it was accepted');
  }
});
