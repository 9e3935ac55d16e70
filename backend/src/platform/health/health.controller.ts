import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../access/allow.ts';
import { Readiness } from './readiness.ts';

/** For supervisors and load balancers. Says nothing a stranger on the network may not know. */
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process is alive and its event loop turns. */
  @Get('healthz')
  @Allow({ role: 'public', limit: 'probe' })
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * The program can do its work. An unreachable engine does not make it unready: showing that is its work.
   * 503 only if a part it cannot work without fails.
   */
  @Get('readyz')
  @Allow({ role: 'public', limit: 'probe' })
  ready(@Res({ passthrough: true }) response: Response): Record<string, unknown> {
    const states = [...this.readiness.states()];
    const blocked = states.some(([, { blocking }]) => blocking);
    if (blocked) response.status(503);
    return {
      status: blocked ? 'not_ready' : 'ready',
      ...Object.fromEntries(states.map(([name, { status }]) => [name, status])),
    };
  }
}
