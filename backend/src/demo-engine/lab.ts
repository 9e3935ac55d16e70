import { installImage, publishImage } from './homelab/image-files.ts';
import { type Container, type ContainerState, type HealthStatus } from './model/container.ts';
import { containerSpec, type SpecDraft } from './model/container-spec.ts';
import { type EngineModel } from './model/engine-model.ts';
import { type LogStream } from './model/log-program.ts';
import { MILLISECOND } from './model/moment.ts';
import { derivedId } from './model/random.ts';
import { SIGKILL, SIGTERM } from './model/signals.ts';

/** A container as a test sees it. */
export interface DemoContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** Null outside compose. */
  readonly project: string | null;
  readonly service: string | null;
  readonly state: ContainerState;
  /** Null without a health check. */
  readonly health: HealthStatus | null;
  readonly restartCount: number;
}

/** What a new container needs besides the engine's defaults. With a project and a service it gets compose's labels. */
export interface DemoContainerDraft extends SpecDraft {
  readonly name: string;
  readonly project?: string;
  readonly service?: string;
  /** Default true. */
  readonly started?: boolean;
}

/** How a program ends by itself. */
export interface DemoCrash {
  readonly exitCode: number;
  readonly oomKilled?: boolean;
}

/**
 * Direct verbs for tests. Each takes effect at once, with the events a real engine would send, and is complete when it
 * returns. A container is named by its name or id.
 */
export interface DemoLab {
  containers(): readonly DemoContainer[];
  container(name: string): DemoContainer;
  /** Returns the id. */
  add(draft: DemoContainerDraft): string;
  remove(name: string): void;
  start(name: string): void;
  stop(name: string): void;
  /** By SIGKILL, on purpose: no restart policy applies. */
  kill(name: string): void;
  /** The program ends by itself: the restart policy applies. */
  crash(name: string, how: DemoCrash): void;
  pause(name: string): void;
  unpause(name: string): void;
  rename(name: string, newName: string): void;
  /** For a container with a health check that runs. */
  setHealth(name: string, health: HealthStatus, output?: string): void;
  log(name: string, line: string, stream?: LogStream): void;
  /** What the registry gives for this tag from now on. Editions of one image share their lower layers. */
  publish(reference: string, edition: string): void;
  /** Sends so many events that change nothing, all at once. */
  burst(count: number): void;
  /** Lets time pass: what would have happened in it happens now. */
  advance(milliseconds: number): void;
}

const COMPLAINT = 'the check failed';
/** For an image nobody has described. */
const PLAIN_IMAGE = { megabytes: 5, layers: 1, ageDays: 1 };
/** Some two seconds to pull. */
const PUBLISHED_IMAGE = { megabytes: 160, layers: 5, ageDays: 1 };
const KILLED = 137;

export class ModelLab implements DemoLab {
  readonly #model: EngineModel;
  #added = 0;

  constructor(model: EngineModel) {
    this.#model = model;
  }

  containers(): readonly DemoContainer[] {
    return this.#model.fleet.all().map(describe);
  }

  container(name: string): DemoContainer {
    return describe(this.#find(name));
  }

  add({ name, project, service, started = true, ...draft }: DemoContainerDraft): string {
    const { lifecycle, seed, images, networks, volumes, clock } = this.#model;
    const labels = { ...composeLabels(project, service), ...draft.labels };
    const spec = containerSpec({ behaviour: { program: 'counter' }, ...draft, labels });
    for (const { network } of spec.networks) networks.ensure(network, clock.now());
    for (const { type, source } of spec.mounts) if (type === 'volume') volumes.ensure(source, clock.now());
    this.#added += 1;
    const id = derivedId(seed, 'added', name, this.#added);
    const { id: imageId } =
      images.find(spec.image) ?? installImage(images, { reference: spec.image, ...PLAIN_IMAGE }, clock.now());
    const container = lifecycle.create({ id, name, imageId }, spec);
    if (started) lifecycle.start(container);
    return id;
  }

  remove(name: string): void {
    const container = this.#find(name);
    this.kill(name);
    this.#model.lifecycle.remove(container);
  }

  start(name: string): void {
    this.#model.lifecycle.start(this.#find(name));
  }

  stop(name: string): void {
    const { lifecycle, events } = this.#model;
    const container = this.#find(name);
    lifecycle.giveUp(container);
    events.say(container, 'kill', { signal: String(SIGTERM) });
    lifecycle.exit(container, { exitCode: container.spec.behaviour.endsWith, stopped: true });
  }

  kill(name: string): void {
    const { lifecycle, events } = this.#model;
    const container = this.#find(name);
    lifecycle.giveUp(container);
    if (container.pid === 0) return;
    events.say(container, 'kill', { signal: String(SIGKILL) });
    lifecycle.exit(container, { exitCode: KILLED });
  }

  crash(name: string, how: DemoCrash): void {
    this.#model.lifecycle.exit(this.#find(name), how);
  }

  pause(name: string): void {
    this.#model.lifecycle.pause(this.#find(name));
  }

  unpause(name: string): void {
    this.#model.lifecycle.unpause(this.#find(name));
  }

  rename(name: string, newName: string): void {
    this.#model.lifecycle.rename(this.#find(name), newName);
  }

  setHealth(name: string, health: HealthStatus, output = COMPLAINT): void {
    this.#model.health.force(this.#find(name), health, health === 'unhealthy' ? output : null);
  }

  log(name: string, line: string, stream: LogStream = 'stdout'): void {
    this.#model.logs.write(this.#find(name), line, stream);
  }

  publish(reference: string, edition: string): void {
    const { images, clock } = this.#model;
    publishImage(images, { reference, ...PUBLISHED_IMAGE }, edition, clock.now());
  }

  burst(count: number): void {
    const containers = this.#model.fleet.all();
    for (let index = 0; index < count; index += 1) {
      const container = containers[index % containers.length];
      if (container !== undefined)
        this.#model.events.say(container, 'resize', { height: '24', width: String(80 + (index % 40)) });
    }
  }

  advance(milliseconds: number): void {
    this.#model.pulse.advance(milliseconds * MILLISECOND);
  }

  #find(name: string): Container {
    return this.#model.fleet.get(name);
  }
}

function describe({ id, name, spec, state, health, restartCount }: Container): DemoContainer {
  return {
    id,
    name,
    image: spec.image,
    project: spec.labels['com.docker.compose.project'] ?? null,
    service: spec.labels['com.docker.compose.service'] ?? null,
    state,
    health: health?.status ?? null,
    restartCount,
  };
}

function composeLabels(project: string | undefined, service: string | undefined): Record<string, string> {
  if (project === undefined || service === undefined) return {};
  return {
    'com.docker.compose.project': project,
    'com.docker.compose.service': service,
    'com.docker.compose.container-number': '1',
    'com.docker.compose.oneoff': 'False',
  };
}
