import { Test, type TestingModule } from '@nestjs/testing';
import { AppConfig } from '../../platform/config/app-config.ts';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { FoundationModule } from '../../platform/foundation.module.ts';
import { SILENT_LOG } from '../../platform/logging/silent-log.ts';
import { type AuditFact } from '../audit-trail.ts';
import { AUDIT_ENTITIES, AuditReadingModule } from '../public.ts';

/** Something to record. */
export function aFact(fact: Partial<AuditFact> = {}): AuditFact {
  return {
    actor: 'marta',
    actorId: 'u1',
    action: 'command.requested',
    target: 'media/jellyfin',
    outcome: 'accepted',
    operationId: 'op-1',
    address: '192.168.1.20',
    details: { reason: 'update' },
    ...fact,
  };
}

/** The recording part on a database, without HTTP or sockets. */
export async function startTrail(dataDirectory: string): Promise<TestingModule> {
  const config = AppConfig.read({ HOMELAB_DATA_DIR: dataDirectory });
  const module = await Test.createTestingModule({
    imports: [
      FoundationModule.forRoot(config, SILENT_LOG),
      DatabaseModule.forRoot(AUDIT_ENTITIES),
      AuditReadingModule,
    ],
  }).compile();
  return module.init();
}
