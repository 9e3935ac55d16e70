import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { correlationId } from '../logging/correlation.ts';
import { Log } from '../logging/logger.ts';
import { sendProblem } from './send-problem.ts';

/** The one place where errors become HTTP answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const problem = sendProblem(http.getResponse<Response>(), error, correlationId() ?? 'none');
    if (problem.status < 500) this.log.debug({ code: problem.code, path: request.path }, problem.detail);
    else this.log.error({ code: problem.code, path: request.path, err: error }, 'A request failed');
  }
}
