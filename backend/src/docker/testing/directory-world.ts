import type { DockerHost } from '../../platform/config/docker-host.ts';
import { RecordingBus } from '../../platform/events/recording-bus.ts';
import type { Clock } from '../../platform/time/clock.ts';
import type { ContainerFacts } from '../container-facts.ts';
import { DirectoryFeed } from '../directory/directory-feed.ts';
import { LiveServices } from '../directory/live-services.ts';
import { FakeEngine } from './fake-engine.ts';

/** A fake engine and a directory that follows it without delay. */
export class DirectoryWorld {
  readonly engine: FakeEngine;
  readonly services: LiveServices;
  private readonly feed: DirectoryFeed;

  /**
   * @param hostname of the container around the program, as the engine gives it; a machine's own if absent
   * @param engineHost the usual socket if absent
   */
  constructor(
    clock: Clock,
    hostname = 'workstation',
    engineHost: DockerHost = { transport: 'unix', socketPath: '/var/run/docker.sock' },
  ) {
    this.engine = new FakeEngine(() => clock.now());
    this.feed = new DirectoryFeed('docker', clock, new RecordingBus());
    this.feed.setEngine({ status: 'connected', error: null });
    this.services = new LiveServices(this.feed, { cgroup: '', mountinfo: '', hostname }, engineHost);
    this.engine.events().subscribe((event) => {
      if (event === 'ready') return;
      const facts = this.engine.peek(event.containerId);
      if (facts === null) this.feed.contents.remove(event.containerId);
      else this.feed.contents.put(facts);
      this.feed.commit(true);
    });
  }

  add(facts: ContainerFacts): ContainerFacts {
    this.engine.put(facts);
    return facts;
  }

  /** The directory is no longer live. */
  loseEngine(): void {
    this.feed.setEngine({ status: 'unreachable', error: null });
  }
}
