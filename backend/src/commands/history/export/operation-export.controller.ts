import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow } from '../../../platform/access/allow.ts';
import { type Principal } from '../../../platform/access/principal.ts';
import { CurrentPrincipal } from '../../../platform/access/request-principal.ts';
import { parseRequest } from '../../../platform/errors/parse.ts';
import { ClientRequest } from '../../../platform/http/client-request.ts';
import { Clock, toIso } from '../../../platform/time/clock.ts';
import { checkWindow, ExportQuery } from '../operation-query.ts';
import { OperationExport } from './operation-export.ts';
import { OPERATION_LINES } from './operation-lines.ts';

/** Taking operations away in bulk is for who may read the trail. */
@Controller('api/operations')
export class OperationExportController {
  constructor(
    private readonly exporter: OperationExport,
    private readonly client: ClientRequest,
    private readonly clock: Clock,
  ) {}

  @Get('export')
  @Allow({ role: 'admin', limit: 'write' })
  async export(
    @Query() query: unknown,
    @CurrentPrincipal() { user }: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { format, q = '', status, ...filter } = parseRequest(ExportQuery, query);
    checkWindow(filter);
    const name = `homelab-operations-${toIso(this.clock.now()).replaceAll(/[:.]/g, '-')}.${format}`;
    response.setHeader('Content-Type', OPERATION_LINES[format].contentType);
    response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    response.setHeader('Cache-Control', 'no-store');
    const by = {
      ...{ actor: user.username, actorId: user.id },
      ...{ address: this.client.addressOf(request), osUser: null },
    };
    await this.exporter.write({ format, filter: { ...filter, statuses: status }, q, by }, response);
  }
}
