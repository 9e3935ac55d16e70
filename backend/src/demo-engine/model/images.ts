import { EngineRefusal } from './engine-refusal.ts';
import { parseImageReference, type ImageReference } from './image-reference.ts';
import { type Moment } from './moment.ts';

export interface Layer {
  /** Digest of the compressed layer, as pulls name it by its first twelve digits. */
  readonly digest: string;
  readonly diffId: string;
  readonly compressedBytes: number;
}

interface ImageConfig {
  readonly entrypoint: readonly string[] | null;
  readonly command: readonly string[];
  readonly env: readonly string[];
  readonly exposed: readonly string[];
  readonly workingDir: string;
  readonly user: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Image {
  /** `sha256:` and 64 digits. */
  readonly id: string;
  readonly repository: string;
  /** Digest of the manifest list it was pulled by. */
  readonly digest: string;
  readonly createdAt: Moment;
  readonly bytes: number;
  readonly layers: readonly Layer[];
  readonly config: ImageConfig;
  /** Tags that point to it now; empty once a newer image took them. */
  tags: readonly string[];
  lastTaggedAt: Moment;
}

/** The images on this machine, and those a registry would give. */
export class ImageStore {
  readonly #local = new Map<string, Image>();
  readonly #registry = new Map<string, Image>();

  local(): readonly Image[] {
    return [...this.#local.values()].sort((a, b) => b.createdAt - a.createdAt);
  }

  addLocal(image: Image): void {
    this.#local.set(image.id, image);
  }

  /** What a pull of this tag gives from now on. */
  publish(image: Image, tag: string): void {
    this.#registry.set(`${image.repository}:${tag}`, image);
  }

  /** What the registry has under this reference. */
  published({ repository, tag, digest }: ImageReference): Image | undefined {
    if (digest === null) return this.#registry.get(`${repository}:${tag}`);
    return [...this.#registry.values()].find(
      (image) => image.repository === repository && image.digest === digest,
    );
  }

  /** The tag moves to this image; the one that had it stays, without a name. */
  tag(image: Image, tag: string, at: Moment): void {
    for (const other of this.#local.values()) {
      if (other.repository === image.repository) other.tags = other.tags.filter((name) => name !== tag);
    }
    const kept = this.#local.get(image.id) ?? image;
    kept.tags = [...kept.tags.filter((name) => name !== tag), tag];
    kept.lastTaggedAt = at;
    this.#local.set(kept.id, kept);
  }

  /** By id, by the beginning of an id, by tag, or by digest. */
  find(reference: string): Image | undefined {
    const byId = this.#local.get(reference) ?? this.#byIdPrefix(reference);
    if (byId !== undefined) return byId;
    const wanted = parseImageReference(reference);
    return this.local().find(
      ({ repository, tags, digest }) =>
        repository === wanted.repository &&
        (wanted.digest === null ? tags.includes(wanted.tag) : digest === wanted.digest),
    );
  }

  get(reference: string): Image {
    const image = this.find(reference);
    if (image === undefined) throw EngineRefusal.notFound(`No such image: ${reference}`);
    return image;
  }

  #byIdPrefix(reference: string): Image | undefined {
    const prefix = reference.replace(/^sha256:/, '');
    if (!/^[0-9a-f]{2,64}$/.test(prefix)) return undefined;
    const matches = [...this.#local.values()].filter(({ id }) =>
      id.slice('sha256:'.length).startsWith(prefix),
    );
    return matches.length === 1 ? matches[0] : undefined;
  }
}

export function repoTags({ repository, tags }: Image): readonly string[] {
  return tags.map((tag) => `${repository}:${tag}`);
}

export function repoDigests({ repository, digest }: Image): readonly string[] {
  return [`${repository}@${digest}`];
}
