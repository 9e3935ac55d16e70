import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Change, ChangeLanes, ChangesPage, LensAnswer } from '#shared/change';
import { Allow } from '../platform/access/allow.ts';
import { parseRequest } from '../platform/errors/parse.ts';
import { ChangeHistory } from './history/change-history.ts';
import { ChangeId, ChangesQuery, LanesQuery, LensQuery } from './history/changes-filter.ts';

/** What changed, by whom, and what changed before something broke. */
@Controller('api/changes')
export class ChangesController {
  constructor(private readonly history: ChangeHistory) {}

  @Get()
  @Allow({ role: 'viewer', limit: 'read' })
  list(@Query() query: unknown): ChangesPage {
    return this.history.page(parseRequest(ChangesQuery, query));
  }

  @Get('lanes')
  @Allow({ role: 'viewer', limit: 'read' })
  lanes(@Query() query: unknown): ChangeLanes {
    return this.history.lanes(parseRequest(LanesQuery, query));
  }

  @Get('lens')
  @Allow({ role: 'viewer', limit: 'read' })
  lens(@Query() query: unknown): LensAnswer {
    return this.history.lens(parseRequest(LensQuery, query));
  }

  @Get(':id')
  @Allow({ role: 'viewer', limit: 'read' })
  one(@Param('id') id: string): Change {
    return this.history.one(parseRequest(ChangeId, id));
  }
}
