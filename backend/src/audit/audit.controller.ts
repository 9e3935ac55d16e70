import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  type AuditAround,
  AuditAroundQuery,
  AuditExportQuery,
  AuditListQuery,
  type AuditPage,
  type AuditState,
  type AuditStorage,
  type AuditVerification,
} from '#shared/audit';
import { Allow } from '../platform/access/allow.ts';
import { type Principal } from '../platform/access/principal.ts';
import { CurrentPrincipal } from '../platform/access/request-principal.ts';
import { parseRequest } from '../platform/errors/parse.ts';
import { FileDownload } from '../platform/http/file-download.ts';
import { Verification } from './chain/verification.ts';
import { AuditExport } from './export/audit-export.ts';
import { LINE_FORMATS } from './export/export-lines.ts';
import { AuditPages } from './reading/audit-pages.ts';
import { OperationEntries } from './reading/operation-entries.ts';
import { TrailStorage } from './reading/audit-storage.ts';

/** The trail names addresses and accounts: for admins alone. */
@Controller('api/audit')
export class AuditController {
  constructor(
    private readonly pages: AuditPages,
    private readonly verification: Verification,
    private readonly exporter: AuditExport,
    private readonly storage: TrailStorage,
    private readonly operations: OperationEntries,
    private readonly download: FileDownload,
  ) {}

  @Get()
  @Allow({ role: 'admin', limit: 'read' })
  page(@Query() query: unknown): AuditPage {
    return this.pages.read(parseRequest(AuditListQuery, query));
  }

  /** The entries of an operation, and those right before and after. */
  @Get('around')
  @Allow({ role: 'admin', limit: 'read' })
  around(@Query() query: unknown): AuditAround {
    return this.operations.around(parseRequest(AuditAroundQuery, query).operation);
  }

  @Get('state')
  @Allow({ role: 'admin', limit: 'read' })
  state(): AuditState {
    return this.verification.state();
  }

  @Get('storage')
  @Allow({ role: 'admin', limit: 'read' })
  measure(): AuditStorage {
    return this.storage.measure();
  }

  /** Reads the whole trail; `audit.verifying` tells how far it is. */
  @Get('verify')
  @Allow({ role: 'admin', limit: 'write' })
  async verify(): Promise<AuditVerification> {
    return this.verification.verify();
  }

  @Get('export')
  @Allow({ role: 'admin', limit: 'write' })
  async export(
    @Query() query: unknown,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { format, ...filter } = parseRequest(AuditExportQuery, query);
    const by = this.download.takenBy(request, principal);
    this.download.announce(response, { ...LINE_FORMATS[format], name: 'homelab-audit', format });
    await this.exporter.write({ format, filter, by }, response);
  }
}
