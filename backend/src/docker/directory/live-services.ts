import type { ServiceDetail } from '#shared/service-detail';
import type { DockerHost } from '../../platform/config/docker-host.ts';
import type { ContainerFacts } from '../container-facts.ts';
import type { DirectoryFeed } from './directory-feed.ts';
import { findEngineProxy } from './engine-proxy.ts';
import { findOwnContainer, type OwnTraces } from './own-container.ts';

/** The directory, for other modules to ask. */
export class LiveServices {
  /**
   * @param traces of the container around this process
   * @param engineHost where the engine is reached
   */
  constructor(
    private readonly feed: DirectoryFeed,
    private readonly traces: OwnTraces,
    private readonly engineHost: DockerHost,
  ) {}

  /** Null if no service has this key now. */
  find(key: string): ServiceDetail | null {
    return this.feed.detail(key);
  }

  /** The services of a compose project, by name; empty if there is none. */
  ofProject(project: string): readonly ServiceDetail[] {
    return this.feed.contents
      .all()
      .filter((service) => service.project === project)
      .flatMap(({ key }) => this.find(key) ?? []);
  }

  all(): readonly ServiceDetail[] {
    return this.feed.contents.all().flatMap(({ key }) => this.find(key) ?? []);
  }

  /** Whether the engine is connected and what is known is live. */
  isLive(): boolean {
    return this.feed.engine.status === 'connected';
  }

  /** The id of the container this program runs in; null outside a container. */
  ownContainerId(): string | null {
    return findOwnContainer(this.traces, this.known());
  }

  /** The id of the container through which the engine is reached; null where it is reached directly. */
  engineProxyId(): string | null {
    return findEngineProxy(this.engineHost, this.known());
  }

  private known(): readonly ContainerFacts[] {
    const { contents } = this.feed;
    return contents.containerIds().flatMap((id) => contents.facts(id) ?? []);
  }
}
