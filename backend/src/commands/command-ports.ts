import type { ServiceDetail } from '#shared/service-detail';
import type { ContainerEngine } from '../docker/public.ts';
import type { Clock } from '../platform/time/clock.ts';
import type { CommandSettings } from './command-settings.ts';
import type { HostProbe } from './host-probe.ts';

/** The live directory, as a command sees it. */
export abstract class Services {
  /** Null if no service has this key now. */
  abstract find(key: string): ServiceDetail | null;
  /** The services of a compose project, by name; empty if there is none. */
  abstract ofProject(project: string): readonly ServiceDetail[];
  abstract all(): readonly ServiceDetail[];
  /** Whether the engine is connected and what is known is live. */
  abstract isLive(): boolean;
  /** The id of the container this program runs in; null outside a container. */
  abstract ownContainerId(): string | null;
  /** The id of the container through which the engine is reached; null where it is reached directly. */
  abstract engineProxyId(): string | null;
}

/** What commands may reach. */
export abstract class CommandPorts {
  abstract readonly engine: ContainerEngine;
  abstract readonly services: Services;
  abstract readonly host: HostProbe;
  abstract readonly settings: CommandSettings;
  abstract readonly clock: Clock;
}
