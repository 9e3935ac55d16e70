import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { Request, Response } from 'express';
import * as z from 'zod/mini';
import type { OperationDetail, OperationEventsAnswer, RunAnswer } from '#shared/operation';
import { Allow } from '../../platform/access/allow.ts';
import { type Principal } from '../../platform/access/principal.ts';
import { CurrentPrincipal } from '../../platform/access/request-principal.ts';
import { parseRequest } from '../../platform/errors/parse.ts';
import { ClientRequest } from '../../platform/http/client-request.ts';
import { OperationReader } from '../operations/operation-reader.ts';
import { OutputStore } from '../output/output-store.ts';
import { Cancellation } from '../pipeline/cancellation.ts';
import { actorOf } from './actor.ts';

const EventsQuery = z.strictObject({
  after: z._default(z.coerce.number().check(z.int(), z.nonnegative()), 0),
});

const OutputQuery = z.strictObject({ download: z.optional(z.literal('1')) });

/** One operation: what it is, what happened in it, what it wrote, and stopping it. */
@Controller('api/operations')
export class OperationController {
  constructor(
    private readonly operations: OperationReader,
    private readonly outputs: OutputStore,
    private readonly cancellation: Cancellation,
    private readonly client: ClientRequest,
  ) {}

  @Get(':id')
  @Allow({ role: 'viewer', limit: 'read' })
  operation(@Param('id') id: string): OperationDetail {
    return this.operations.detail(id);
  }

  @Get(':id/events')
  @Allow({ role: 'viewer', limit: 'read' })
  events(@Param('id') id: string, @Query() query: unknown): OperationEventsAnswer {
    return { items: this.operations.events(id, parseRequest(EventsQuery, query).after) };
  }

  /** All of it that is kept. Text, whatever it is: a browser never takes it for a page. */
  @Get(':id/output')
  @Allow({ role: 'viewer', limit: 'read' })
  async output(
    @Param('id') id: string,
    @Query() query: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { download } = parseRequest(OutputQuery, query);
    const { command } = this.operations.operation(id);
    const name = `${command.replaceAll(/[^\w.-]/g, '_')}-${id}.txt`;
    response.setHeader('Content-Type', 'text/plain; charset=utf-8');
    response.setHeader(
      'Content-Disposition',
      download === undefined ? 'inline' : `attachment; filename="${name}"`,
    );
    return new StreamableFile((await this.outputs.stream(id)) ?? Readable.from([]));
  }

  @Post(':id/cancel')
  @Allow({ role: 'operator', limit: 'write' })
  @HttpCode(202)
  async cancel(
    @Param('id') id: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
  ): Promise<RunAnswer> {
    const actor = actorOf(principal, this.client.addressOf(request));
    return { operation: await this.cancellation.cancel(id, actor) };
  }
}
