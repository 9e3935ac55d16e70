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
import { ClientRequest } from '../platform/http/client-request.ts';
import { Clock, toIso } from '../platform/time/clock.ts';
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
    private readonly client: ClientRequest,
    private readonly clock: Clock,
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
    @CurrentPrincipal() { user }: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { format, ...filter } = parseRequest(AuditExportQuery, query);
    const name = `homelab-audit-${toIso(this.clock.now()).replaceAll(/[:.]/g, '-')}.${format}`;
    response.setHeader('Content-Type', LINE_FORMATS[format].contentType);
    response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    response.setHeader('Cache-Control', 'no-store');
    const address = this.client.addressOf(request);
    const by = { actor: user.username, actorId: user.id, address, osUser: null };
    await this.exporter.write({ format, filter, by }, response);
  }
}
