import type { ServerResponse } from 'node:http';
import type { Problem } from '#shared/problem';
import { problemOf } from './problem.ts';

/** Answers with what went wrong, unless an answer is already on its way. */
export function sendProblem(response: ServerResponse, error: unknown, correlationId: string): Problem {
  const problem = problemOf(error, correlationId);
  if (response.headersSent) {
    response.destroy();
    return problem;
  }
  response.statusCode = problem.status;
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  const retryAfter = problem.facts?.['retryAfterSeconds'];
  if (typeof retryAfter === 'number') response.setHeader('Retry-After', String(retryAfter));
  response.end(JSON.stringify(problem));
  return problem;
}
