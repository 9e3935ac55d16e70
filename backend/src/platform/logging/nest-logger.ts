import { type LoggerService } from '@nestjs/common';
import { type Log } from './logger.ts';

/** Lets what Nest itself has to say appear in our log, in our format. */
export class NestLogger implements LoggerService {
  /** Nest reports each module and route it sets up; of interest only when looking for a defect in that. */
  constructor(private readonly logger: Log) {}

  log(message: unknown, context?: unknown): void {
    this.logger.debug({ context }, String(message));
  }

  debug(message: unknown, context?: unknown): void {
    this.logger.debug({ context }, String(message));
  }

  verbose(message: unknown, context?: unknown): void {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.logger.warn({ context }, String(message));
  }

  error(message: unknown, ...details: unknown[]): void {
    this.logger.error({ details, ...(message instanceof Error ? { err: message } : {}) }, String(message));
  }

  fatal(message: unknown, ...details: unknown[]): void {
    this.error(message, ...details);
  }
}
