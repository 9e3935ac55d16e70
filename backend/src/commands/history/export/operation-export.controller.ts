import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow } from '../../../platform/access/allow.ts';
import { type Principal } from '../../../platform/access/principal.ts';
import { CurrentPrincipal } from '../../../platform/access/request-principal.ts';
import { parseRequest } from '../../../platform/errors/parse.ts';
import { FileDownload } from '../../../platform/http/file-download.ts';
import { checkWindow, ExportQuery } from '../operation-query.ts';
import { OperationExport } from './operation-export.ts';
import { OPERATION_LINES } from './operation-lines.ts';

/** Taking operations away in bulk is for who may read the trail. */
@Controller('api/operations')
export class OperationExportController {
  constructor(
    private readonly exporter: OperationExport,
    private readonly download: FileDownload,
  ) {}

  @Get('export')
  @Allow({ role: 'admin', limit: 'write' })
  async export(
    @Query() query: unknown,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { format, q = '', status, ...filter } = parseRequest(ExportQuery, query);
    checkWindow(filter);
    const by = this.download.takenBy(request, principal);
    this.download.announce(response, { ...OPERATION_LINES[format], name: 'homelab-operations', format });
    await this.exporter.write({ format, filter: { ...filter, statuses: status }, q, by }, response);
  }
}
