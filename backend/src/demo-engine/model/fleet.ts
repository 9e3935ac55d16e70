import { type Container } from './container.ts';
import { EngineRefusal } from './engine-refusal.ts';

/** All containers: found by id, by the beginning of an id, and by name. */
export class Fleet {
  readonly #byId = new Map<string, Container>();
  readonly #byName = new Map<string, Container>();

  get size(): number {
    return this.#byId.size;
  }

  /** Newest first, as the engine lists them. */
  all(): readonly Container[] {
    return [...this.#byId.values()].sort((a, b) => b.createdAt - a.createdAt);
  }

  add(container: Container): void {
    this.#byId.set(container.id, container);
    this.#byName.set(container.name, container);
  }

  remove(container: Container): void {
    this.#byId.delete(container.id);
    this.#byName.delete(container.name);
  }

  rename(container: Container, name: string): void {
    this.#byName.delete(container.name);
    container.name = name;
    this.#byName.set(name, container);
  }

  byName(name: string): Container | undefined {
    return this.#byName.get(name);
  }

  /** By full id, by name (with or without its slash), or by the beginning of an id that fits only one. */
  find(reference: string): Container | undefined {
    const exact = this.#byId.get(reference) ?? this.#byName.get(reference.replace(/^\//, ''));
    if (exact !== undefined || !/^[0-9a-f]+$/.test(reference)) return exact;
    const matches = [...this.#byId.values()].filter(({ id }) => id.startsWith(reference));
    if (matches.length > 1)
      throw EngineRefusal.badRequest(`multiple IDs found with provided prefix: ${reference}`);
    return matches[0];
  }

  get(reference: string): Container {
    const container = this.find(reference);
    if (container === undefined) throw EngineRefusal.notFound(`No such container: ${reference}`);
    return container;
  }
}
