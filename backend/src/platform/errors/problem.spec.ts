import { NotFoundException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { Problem } from '#shared/problem';
import { DatabaseOverloaded } from '../database/database-errors.ts';
import { AppError } from './app-error.ts';
import { problemOf } from './problem.ts';
import { InvalidRequest, NotFound, TooManyRequests, Unauthenticated } from './request-errors.ts';

class Defect extends AppError {
  readonly code = 'some_defect';
  readonly kind = 'unexpected';
}

class Refusal extends AppError {
  readonly code = 'just_no';
  readonly kind = 'user';
}

describe('problemOf', () => {
  it.each<[string, unknown, number, string]>([
    ['an error of the user', new Refusal('No.'), 400, 'just_no'],
    ['trouble outside', new DatabaseOverloaded(7), 503, 'database_overloaded'],
    ['a missing session', new Unauthenticated(), 401, 'unauthenticated'],
    ['something missing', new NotFound('There is no such thing.'), 404, 'not_found'],
    ['what Nest itself throws', new NotFoundException(), 404, 'not_found'],
    [
      'a body that is too large',
      Object.assign(new Error('entity too large'), { status: 413 }),
      413,
      'request_too_large',
    ],
    ['a defect', new Defect('secret'), 500, 'some_defect'],
    ['an error of nobody', new Error('secret'), 500, 'internal_error'],
    ['a status nobody expects', Object.assign(new Error('secret'), { status: 418 }), 500, 'internal_error'],
    ['not even an error', 'secret', 500, 'internal_error'],
    ['nothing', undefined, 500, 'internal_error'],
  ])('turns %s into a problem', (_what, error, status, code) => {
    const problem = problemOf(error, 'id-4711');
    expect(Problem.parse(problem)).toMatchObject({
      status,
      code,
      correlationId: 'id-4711',
      type: 'about:blank',
    });
    expect(JSON.stringify(problem)).not.toContain('secret');
    expect(JSON.stringify(problem)).not.toContain('stack');
  });

  it('gives its code as a heading', () => {
    expect(problemOf(new Refusal('No.'), 'x').title).toBe('Just no');
  });

  it('lists what is wrong with a request, and facts for programs', () => {
    expect(problemOf(new InvalidRequest([{ path: 'a.b', message: 'is missing' }]), 'x').issues).toEqual([
      { path: 'a.b', message: 'is missing' },
    ]);
    expect(problemOf(new TooManyRequests(7), 'x').facts).toEqual({ retryAfterSeconds: 7 });
  });
});
