import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { AccountActor } from '#shared/events/auth-events';
import type { Principal } from '../access/principal.ts';
import { Clock, toIso } from '../time/clock.ts';
import { ClientRequest } from './client-request.ts';

/** A file that is made while it is taken away. */
export interface OfferedFile {
  /** `homelab-audit`; when it was made is added. */
  readonly name: string;
  /** What its name ends with. */
  readonly format: string;
  readonly contentType: string;
}

/** How files are handed out over HTTP, and to whom. */
@Injectable()
export class FileDownload {
  constructor(
    private readonly client: ClientRequest,
    private readonly clock: Clock,
  ) {}

  /** Says what comes: a file to be stored under a name of its own, of which nobody keeps a copy on the way. */
  announce(response: ServerResponse, { name, format, contentType }: OfferedFile): void {
    const at = toIso(this.clock.now()).replaceAll(/[:.]/g, '-');
    response.setHeader('Content-Type', contentType);
    response.setHeader('Content-Disposition', `attachment; filename="${name}-${at}.${format}"`);
    response.setHeader('Cache-Control', 'no-store');
  }

  /** Who takes it, for the trail. */
  takenBy(request: IncomingMessage, { user }: Principal): AccountActor {
    const address = this.client.addressOf(request);
    return { actor: user.username, actorId: user.id, address, osUser: null };
  }
}
