import type { AuditEvents } from '#shared/events/audit-events';
import type { AuthEvents } from '#shared/events/auth-events';
import type { ChangeEvents } from '#shared/events/change-events';
import type { CommandEvents } from '#shared/events/command-events';
import type { DockerEvents } from '#shared/events/docker-events';

/** Every event of the program, by name. A name that is not here does not compile. */
export type DomainEventMap = AuthEvents & DockerEvents & CommandEvents & AuditEvents & ChangeEvents;

export type DomainEventName = keyof DomainEventMap;
