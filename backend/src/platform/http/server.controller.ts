import { Controller, Get } from '@nestjs/common';
import type { ServerInfo } from '#shared/server-info';
import { Allow } from '../access/allow.ts';
import { AppConfig } from '../config/app-config.ts';

/** What the sign-in page shows before anybody is signed in. */
@Controller('api/server')
export class ServerController {
  constructor(private readonly config: AppConfig) {}

  @Get()
  @Allow({ role: 'public', limit: 'read' })
  info(): ServerInfo {
    return { name: this.config.serverName };
  }
}
