import { type Agenda, type Appointment } from './agenda.ts';
import { EngineRefusal } from './engine-refusal.ts';
import { type EventLog } from './event-log.ts';
import { pathOf, type ImageReference } from './image-reference.ts';
import { type Image, type ImageStore } from './images.ts';
import { type ModelClock } from './model-clock.ts';
import { MILLISECOND, type Micros } from './moment.ts';
import { planPull, type PullLine } from './pull-plan.ts';

export interface PullListener {
  line(line: PullLine): void;
  /** After the last line. */
  done(): void;
}

/** Pulls images from the imagined registries. */
export class Pulls {
  readonly #agenda: Agenda;
  readonly #clock: ModelClock;
  readonly #images: ImageStore;
  readonly #events: EventLog;

  constructor(parts: {
    readonly agenda: Agenda;
    readonly clock: ModelClock;
    readonly images: ImageStore;
    readonly events: EventLog;
  }) {
    this.#agenda = parts.agenda;
    this.#clock = parts.clock;
    this.#images = parts.images;
    this.#events = parts.events;
  }

  /** Throws where the registry has no such image. Otherwise returns the function that calls it off. */
  start(reference: ImageReference, listener: PullListener): () => void {
    const image = this.#images.published(reference);
    if (image === undefined) throw notFound(reference);
    const isNew = this.#images.local().every(({ id }) => id !== image.id);
    const steps = isNew ? planPull(image, this.#presentLayers()) : [];
    const end = (steps.at(-1)?.after ?? LOOK_UP) + MILLISECOND;
    const begun = this.#clock.now();
    return this.#keep(
      [
        {
          after: 0,
          run: () => {
            listener.line({ status: `Pulling from ${pathOf(reference.repository)}`, id: reference.tag });
          },
        },
        ...steps.map(({ after, line }) => ({
          after,
          run: () => {
            listener.line(line);
          },
        })),
        {
          after: end,
          run: () => {
            this.#finish(reference, image, isNew, listener);
          },
        },
      ].map(({ after, run }) => ({ at: begun + after, run })),
    );
  }

  #finish(reference: ImageReference, image: Image, isNew: boolean, listener: PullListener): void {
    const name = nameOf(reference);
    listener.line({ status: `Digest: ${image.digest}` });
    listener.line({
      status: `Status: ${isNew ? 'Downloaded newer image' : 'Image is up to date'} for ${name}`,
    });
    if (reference.digest === null) this.#images.tag(image, reference.tag, this.#clock.now());
    else this.#images.addLocal(image);
    const attributes = { ...image.config.labels, name: reference.repository };
    this.#events.announce({ type: 'image', action: 'pull', actorId: name, attributes });
    listener.done();
  }

  /** One appointment at a time, so a pull called off leaves nothing on the agenda. */
  #keep(steps: readonly { readonly at: number; readonly run: () => void }[]): () => void {
    let next: Appointment | null = null;
    let index = 0;
    const schedule = (): void => {
      const current = steps[index];
      if (current === undefined) return;
      index += 1;
      next = this.#agenda.schedule(current.at, () => {
        current.run();
        schedule();
      });
    };
    schedule();
    return () => {
      index = steps.length;
      next?.cancel();
    };
  }

  #presentLayers(): ReadonlySet<string> {
    return new Set(this.#images.local().flatMap(({ layers }) => layers.map(({ digest }) => digest)));
  }
}

/** A pull that finds nothing new is one request to the registry. */
const LOOK_UP: Micros = 180 * MILLISECOND;

function nameOf({ repository, tag, digest }: ImageReference): string {
  return digest === null ? `${repository}:${tag}` : `${repository}@${digest}`;
}

function notFound(reference: ImageReference): EngineRefusal {
  const name = nameOf(reference);
  return EngineRefusal.notFound(`manifest for ${name} not found: manifest unknown: manifest unknown`);
}
