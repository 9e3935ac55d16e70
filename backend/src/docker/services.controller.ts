import { Controller, Get, Header, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { AttentionAnswer } from '#shared/attention';
import type { ServiceDetail } from '#shared/service-detail';
import { Allow } from '../platform/access/allow.ts';
import { DirectoryFeed } from './directory/directory-feed.ts';
import { ServiceNotFound } from './service-not-found.ts';
import { ContainerWatcher } from './watcher/container-watcher.ts';

/** Everything here is answered from the directory; no request waits for the engine. */
@Controller('api')
export class ServicesController {
  constructor(
    private readonly feed: DirectoryFeed,
    private readonly watcher: ContainerWatcher,
  ) {}

  @Get('services')
  @Allow({ role: 'viewer', limit: 'read' })
  @Header('Content-Type', 'application/json; charset=utf-8')
  services(@Res() response: Response): void {
    response.end(this.feed.snapshotAsJson());
  }

  /** The key as one path segment (`media%2Fjellyfin`) or as two (`media/jellyfin`). */
  @Get('services/*key')
  @Allow({ role: 'viewer', limit: 'read' })
  service(@Param('key') key: string | readonly string[]): ServiceDetail {
    const wanted = typeof key === 'string' ? key : key.join('/');
    const detail = this.feed.detail(wanted);
    if (detail === null) throw new ServiceNotFound(wanted);
    return detail;
  }

  @Get('attention')
  @Allow({ role: 'viewer', limit: 'read' })
  attention(): AttentionAnswer {
    return { items: this.feed.attention().items };
  }

  /** Asks for an attempt to reach the engine now. Changes nothing if it is connected. */
  @Post('engine/check')
  @Allow({ role: 'viewer', limit: 'write' })
  @HttpCode(202)
  check(): void {
    this.watcher.tryNow();
  }
}
