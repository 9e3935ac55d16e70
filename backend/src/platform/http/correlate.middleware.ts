import type { NextFunction, Request, Response } from 'express';
import { correlationIdFrom, withCorrelation } from '../logging/correlation.ts';
import { type Log } from '../logging/logger.ts';

/** Gives each request its correlation id and writes one line about it when it is done. */
export function correlate(log: Log) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const id = correlationIdFrom(request.headers['x-correlation-id']);
    response.setHeader('X-Correlation-Id', id);
    const started = performance.now();
    withCorrelation(id, () => {
      response.once('close', () => {
        const facts = {
          method: request.method,
          path: request.originalUrl.split('?', 1)[0],
          status: response.statusCode,
          durationMs: Math.round((performance.now() - started) * 10) / 10,
        };
        if (request.method === 'GET' && response.statusCode < 400) log.debug(facts, 'Request');
        else log.info(facts, 'Request');
      });
      next();
    });
  };
}
