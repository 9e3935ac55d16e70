import { Agenda } from './agenda.ts';
import { ContainerEvents, type EventOrder } from './container-events.ts';
import { EventLog } from './event-log.ts';
import { Fleet } from './fleet.ts';
import { HealthMonitor } from './health-monitor.ts';
import { ImageStore } from './images.ts';
import { Lifecycle } from './lifecycle.ts';
import { LogBook } from './log-book.ts';
import { type LogProgram } from './log-program.ts';
import { ModelClock } from './model-clock.ts';
import { DAY } from './moment.ts';
import { Networks } from './networks.ts';
import { Operations } from './operations.ts';
import { Pulls } from './pulls.ts';
import { Pulse } from './pulse.ts';
import { Volumes } from './volumes.ts';

export interface EngineModelOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly seed: number;
  /** Whether health checks go on for ever, or only until they have settled. */
  readonly probing: boolean;
  /** Whether programs go on talking, or have said all they say by themselves. */
  readonly chatty: boolean;
  readonly eventOrder: EventOrder;
  readonly programs: Readonly<Record<string, LogProgram>>;
}

/** How long ago the machine was set up. */
const MACHINE_AGE = 400 * DAY;

/** The whole engine without its API: what there is, what happens to it, and when. */
export class EngineModel {
  readonly seed: number;
  readonly clock: ModelClock;
  readonly agenda = new Agenda();
  readonly pulse: Pulse;
  readonly fleet = new Fleet();
  readonly images = new ImageStore();
  readonly volumes = new Volumes();
  readonly networks: Networks;
  readonly eventLog: EventLog;
  readonly events: ContainerEvents;
  readonly lifecycle: Lifecycle;
  readonly operations: Operations;
  readonly health: HealthMonitor;
  readonly logs: LogBook;
  readonly pulls: Pulls;

  constructor({ now, seed, probing, chatty, eventOrder, programs }: EngineModelOptions) {
    const { agenda, fleet, images } = this;
    const clock = new ModelClock(now);
    this.seed = seed;
    this.clock = clock;
    this.pulse = new Pulse(agenda, clock);
    this.networks = new Networks(seed, clock.now() - MACHINE_AGE);
    this.eventLog = new EventLog(clock);
    this.events = new ContainerEvents(this.eventLog, this.networks, eventOrder);
    this.lifecycle = new Lifecycle({ clock, agenda, fleet, events: this.events });
    this.operations = new Operations({
      clock,
      agenda,
      fleet,
      events: this.events,
      lifecycle: this.lifecycle,
    });
    this.health = new HealthMonitor({ clock, agenda, events: this.events, goesOn: probing });
    this.logs = new LogBook({ clock, agenda, seed, quietFrom: chatty ? null : clock.now(), programs });
    this.pulls = new Pulls({ agenda, clock, images, events: this.eventLog });
    this.lifecycle.listen(this.health);
    this.lifecycle.listen(this.logs);
    this.lifecycle.listen({
      started: () => undefined,
      ended: () => undefined,
      removed: ({ id }) => {
        this.networks.forget(id);
      },
    });
  }

  /** Ends all timers. */
  close(): void {
    this.pulse.stop();
  }
}
