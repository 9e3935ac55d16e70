import { Controller, Get, Headers, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { CommandsAnswer } from '#shared/command';
import { type RunAnswer, RunRequest } from '#shared/operation';
import { Allow } from '../../platform/access/allow.ts';
import { type Principal } from '../../platform/access/principal.ts';
import { CheckedBody } from '../../platform/access/request-body.ts';
import { CurrentPrincipal } from '../../platform/access/request-principal.ts';
import { ClientRequest } from '../../platform/http/client-request.ts';
import { correlationId } from '../../platform/logging/correlation.ts';
import { CommandOffer } from '../command-offer.ts';
import { CommandRunner } from '../pipeline/command-runner.ts';
import { actorOf } from './actor.ts';
import { idempotencyKeyOf } from './run-header.ts';

/** What may be run, and running it. */
@Controller('api/commands')
export class CommandsController {
  constructor(
    private readonly offer: CommandOffer,
    private readonly runner: CommandRunner,
    private readonly client: ClientRequest,
  ) {}

  @Get()
  @Allow({ role: 'viewer', limit: 'read' })
  commands(): CommandsAnswer {
    return { commands: this.offer.all() };
  }

  /** Everybody may ask; the command's own role decides, and a refusal is recorded like any other. */
  @Post(':id/runs')
  @Allow({ role: 'viewer', limit: 'write', body: RunRequest })
  @HttpCode(202)
  async run(
    @Param('id') commandId: string,
    @CheckedBody() { params, reason, confirm }: RunRequest,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
  ): Promise<RunAnswer> {
    const operation = await this.runner.run({
      commandId,
      params,
      reason: reason ?? null,
      confirm: confirm ?? null,
      idempotencyKey: idempotencyKeyOf(key),
      actor: actorOf(principal, this.client.addressOf(request)),
      correlationId: correlationId() ?? null,
    });
    return { operation };
  }
}
