import { EngineRefusal } from './engine-refusal.ts';
import { type Moment } from './moment.ts';
import { derivedId } from './random.ts';

export interface Network {
  readonly name: string;
  readonly id: string;
  readonly driver: 'bridge' | 'host' | 'null';
  readonly createdAt: Moment;
  readonly labels: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  /** The first two numbers of its /16, such as `172.18`; null without addresses. */
  readonly prefix: string | null;
}

export const NETWORK_PREFIX_LENGTH = 16;

const DEFAULT_BRIDGE_OPTIONS = {
  'com.docker.network.bridge.default_bridge': 'true',
  'com.docker.network.bridge.enable_icc': 'true',
  'com.docker.network.bridge.enable_ip_masquerade': 'true',
  'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
  'com.docker.network.bridge.name': 'docker0',
  'com.docker.network.driver.mtu': '1500',
};

/** The networks and who has which address in them. */
export class Networks {
  readonly #byName = new Map<string, Network>();
  readonly #hosts = new Map<string, { next: number; readonly byContainer: Map<string, number> }>();
  readonly #seed: number;

  constructor(seed: number, createdAt: Moment) {
    this.#seed = seed;
    this.#add({
      name: 'bridge',
      driver: 'bridge',
      createdAt,
      prefix: '172.17',
      options: DEFAULT_BRIDGE_OPTIONS,
    });
    this.#add({ name: 'host', driver: 'host', createdAt, prefix: null, options: {} });
    this.#add({ name: 'none', driver: 'null', createdAt, prefix: null, options: {} });
  }

  /** Makes it if it is not there, out of the engine's own address pool. */
  ensure(name: string, createdAt: Moment, labels: Readonly<Record<string, string>> = {}): Network {
    const prefix = `172.${18 + ((this.#byName.size - 3) % 14)}`;
    return (
      this.#byName.get(name) ?? this.#add({ name, driver: 'bridge', createdAt, prefix, options: {}, labels })
    );
  }

  all(): readonly Network[] {
    return [...this.#byName.values()];
  }

  get(reference: string): Network {
    const network = this.#byName.get(reference) ?? this.all().find(({ id }) => id === reference);
    if (network === undefined) throw EngineRefusal.notFound(`network ${reference} not found`);
    return network;
  }

  /** The address of a container, the same from its first start to its end; empty where the network has none. */
  addressOf(network: Network, containerId: string): string {
    if (network.prefix === null) return '';
    const hosts = this.#hosts.get(network.name) ?? {
      next: FIRST_HOST,
      byContainer: new Map<string, number>(),
    };
    this.#hosts.set(network.name, hosts);
    const host = hosts.byContainer.get(containerId) ?? hosts.next++;
    hosts.byContainer.set(containerId, host);
    return `${network.prefix}.${(host >> 8) & 0xff}.${host & 0xff}`;
  }

  forget(containerId: string): void {
    for (const { byContainer } of this.#hosts.values()) byContainer.delete(containerId);
  }

  #add(network: Omit<Network, 'id' | 'labels'> & { readonly labels?: Network['labels'] }): Network {
    const added = { labels: {}, ...network, id: derivedId(this.#seed, 'network', network.name) };
    this.#byName.set(added.name, added);
    return added;
  }
}

/** .1 is the gateway. */
const FIRST_HOST = 2;
