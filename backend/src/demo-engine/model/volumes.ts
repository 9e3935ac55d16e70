import { EngineRefusal } from './engine-refusal.ts';
import { type Moment } from './moment.ts';

export interface Volume {
  readonly name: string;
  readonly createdAt: Moment;
  readonly labels: Readonly<Record<string, string>> | null;
}

const VOLUMES_FOLDER = '/var/lib/docker/volumes';

export class Volumes {
  readonly #byName = new Map<string, Volume>();

  /** Makes it if it is not there. */
  ensure(name: string, createdAt: Moment, labels: Volume['labels'] = null): void {
    if (!this.#byName.has(name)) this.#byName.set(name, { name, createdAt, labels });
  }

  all(): readonly Volume[] {
    return [...this.#byName.values()];
  }

  get(name: string): Volume {
    const volume = this.#byName.get(name);
    if (volume === undefined) throw EngineRefusal.notFound(`get ${name}: no such volume`);
    return volume;
  }
}

export function mountpointOf(volume: string): string {
  return `${VOLUMES_FOLDER}/${volume}/_data`;
}
