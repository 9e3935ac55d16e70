import type { AuthEvents } from '#shared/events/auth-events';
import type { DockerEvents } from '#shared/events/docker-events';

/** Every event of the program, by name. A name that is not here does not compile. */
export type DomainEventMap = AuthEvents & DockerEvents;

export type DomainEventName = keyof DomainEventMap;
