import { type Container } from './container.ts';
import { type EventLog } from './event-log.ts';
import { type Networks } from './networks.ts';

/** Where engines differ in what they say first. */
export interface EventOrder {
  /** Up to 20.10: that it died, before that it left its networks. Later: last of all. */
  readonly deathFirst: boolean;
  /** From 28 on: that its volumes are mounted, before that it joined its networks. */
  readonly volumesFirst: boolean;
}

/** Announces what happens to containers, in the words and the order of the engine. */
export class ContainerEvents {
  readonly #log: EventLog;
  readonly #networks: Networks;
  readonly #order: EventOrder;

  constructor(log: EventLog, networks: Networks, order: EventOrder) {
    this.#log = log;
    this.#networks = networks;
    this.#order = order;
  }

  say(container: Container, action: string, extra: Readonly<Record<string, string>> = {}): void {
    this.#log.announce({
      type: 'container',
      action,
      actorId: container.id,
      attributes: attributesOf(container, extra),
    });
  }

  started(container: Container): void {
    if (!this.#order.volumesFirst) this.#networksOf(container, 'connect');
    this.#volumesOf(container, 'mount');
    if (this.#order.volumesFirst) this.#networksOf(container, 'connect');
    this.say(container, 'start');
  }

  /** `stopped`: somebody asked for it, and not by a bare kill. */
  died(container: Container, how: { readonly ranSeconds: number; readonly stopped: boolean }): void {
    const exit = { exitCode: String(container.exitCode) };
    if (this.#order.deathFirst) this.say(container, 'die', exit);
    this.#networksOf(container, 'disconnect');
    this.#volumesOf(container, 'unmount');
    if (how.stopped) this.say(container, 'stop');
    if (!this.#order.deathFirst)
      this.say(container, 'die', { ...exit, execDuration: String(how.ranSeconds) });
  }

  #networksOf(container: Container, action: 'connect' | 'disconnect'): void {
    for (const { network: name } of container.spec.networks) {
      const { id, driver } = this.#networks.get(name);
      const attributes = { container: container.id, name, type: driver };
      this.#log.announce({ type: 'network', action, actorId: id, attributes });
    }
  }

  #volumesOf(container: Container, action: 'mount' | 'unmount'): void {
    for (const { type, source, target, readOnly } of container.spec.mounts) {
      if (type !== 'volume') continue;
      const where = { destination: target, propagation: '', 'read/write': String(!readOnly) };
      const attributes = { container: container.id, driver: 'local', ...(action === 'mount' ? where : {}) };
      this.#log.announce({ type: 'volume', action, actorId: source, attributes });
    }
  }
}

function attributesOf(
  { name, spec }: Container,
  extra: Readonly<Record<string, string>>,
): Record<string, string> {
  return { ...spec.labels, ...extra, image: spec.image, name };
}
