import type { NextFunction, Request, Response } from 'express';
import { sendProblem } from '../errors/send-problem.ts';
import { correlationId } from '../logging/correlation.ts';
import { type Log } from '../logging/logger.ts';
import { type OriginPolicy } from './origin-policy.ts';

/** Stands before everything, files included: unknown networks and host names get no further. */
export function checkReach(policy: OriginPolicy, log: Log) {
  return (request: Request, response: Response, next: NextFunction): void => {
    try {
      policy.checkReach(request);
      next();
    } catch (error) {
      const problem = sendProblem(response, error, correlationId() ?? 'none');
      log.warn(
        { code: problem.code, address: request.socket.remoteAddress, host: request.headers.host },
        'Request refused',
      );
    }
  };
}
