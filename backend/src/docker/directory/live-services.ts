import type { ServiceDetail } from '#shared/service-detail';
import type { DirectoryFeed } from './directory-feed.ts';
import { findOwnContainer, type OwnTraces } from './own-container.ts';

/** The directory, for other modules to ask. */
export class LiveServices {
  /** @param traces of the container around this process */
  constructor(
    private readonly feed: DirectoryFeed,
    private readonly traces: OwnTraces,
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
    const { contents } = this.feed;
    const known = contents.containerIds().flatMap((id) => contents.facts(id) ?? []);
    return findOwnContainer(this.traces, known);
  }
}
