import { setTimeout as sleep } from 'node:timers/promises';
import { Observable } from 'rxjs';
import type { LayerProgress, PullProgress } from '../container-engine.ts';
import type { ImageFacts } from '../container-facts.ts';
import { type ImageReference, referenceText } from '../image-reference.ts';
import { RefusedByEngine } from '../refused-by-engine.ts';

/** An image at the fake registry. */
export interface PublishedImage {
  readonly id: string;
  /** `sha256:…` of its manifest. */
  readonly digest: string;
  readonly layers: readonly { readonly id: string; readonly bytes: number }[];
}

/** Long enough to let others in between two lines of a pull. */
const BETWEEN_LINES_MS = 1;

/** The images of a fake engine and those of its one registry. */
export class FakeImages {
  private readonly local = new Map<string, ImageFacts>();
  private readonly pulled = new Map<string, ImageFacts>();
  private readonly layers = new Set<string>();
  private readonly registry = new Map<string, PublishedImage>();
  private readonly refusals = new Map<string, RefusedByEngine>();
  private pulling = 0;
  /** How many pulls were under way at once at the most. */
  mostAtOnce = 0;

  publish(reference: ImageReference, image: PublishedImage): void {
    this.registry.set(referenceText(reference), image);
  }

  /** Puts an image on the machine that no registry knows. */
  build(reference: ImageReference, id: string): void {
    this.local.set(referenceText(reference), { id, repoDigests: [] });
  }

  /** Makes every pull of this name end so, in the middle. */
  refuse(reference: ImageReference, refusal: RefusedByEngine): void {
    this.refusals.set(referenceText(reference), refusal);
  }

  find(reference: ImageReference): ImageFacts | null {
    const text = referenceText(reference);
    return (reference.digest === null ? this.local : this.pulled).get(text) ?? null;
  }

  pull(reference: ImageReference, signal: AbortSignal): Observable<PullProgress> {
    return new Observable((subscriber) => {
      const run = async (): Promise<void> => {
        this.pulling += 1;
        this.mostAtOnce = Math.max(this.mostAtOnce, this.pulling);
        try {
          for await (const progress of this.steps(reference)) {
            signal.throwIfAborted();
            if (subscriber.closed) return;
            subscriber.next(progress);
          }
          subscriber.complete();
        } finally {
          this.pulling -= 1;
        }
      };
      const leave = (): void => {
        subscriber.error(signal.reason);
      };
      signal.addEventListener('abort', leave);
      run().catch((error: unknown) => {
        subscriber.error(error);
      });
      return () => {
        signal.removeEventListener('abort', leave);
      };
    });
  }

  private async *steps(reference: ImageReference): AsyncGenerator<PullProgress> {
    const text = referenceText(reference);
    const image = this.registry.get(text);
    await sleep(BETWEEN_LINES_MS);
    if (image === undefined)
      throw new RefusedByEngine(404, `manifest for ${text} not found: manifest unknown: manifest unknown`);
    const before = this.local.get(text);
    const missing = before?.id === image.id ? [] : image.layers;
    for (const layer of missing) {
      for (const progress of this.layerSteps(layer)) {
        yield progress;
        await sleep(BETWEEN_LINES_MS);
        const refusal = this.refusals.get(text);
        if (refusal !== undefined) throw refusal;
      }
      this.layers.add(layer.id);
    }
    const name = `${reference.name}@${image.digest}`;
    const facts = { id: image.id, repoDigests: [name] };
    this.pulled.set(name, facts);
    this.local.set(text, facts);
    yield { kind: 'result', digest: image.digest, imageId: image.id, changed: before?.id !== image.id };
  }

  private layerSteps({ id, bytes }: PublishedImage['layers'][number]): LayerProgress[] {
    const layer = { kind: 'layer', id } as const;
    if (this.layers.has(id)) return [{ ...layer, status: 'exists', current: 0, total: null }];
    return [
      { ...layer, status: 'waiting', current: 0, total: null },
      { ...layer, status: 'downloading', current: Math.floor(bytes / 2), total: bytes },
      { ...layer, status: 'downloading', current: bytes, total: bytes },
      { ...layer, status: 'extracting', current: bytes, total: bytes },
      { ...layer, status: 'done', current: bytes, total: bytes },
    ];
  }
}
