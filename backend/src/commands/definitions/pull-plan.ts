import type { ServiceDetail } from '#shared/service-detail';
import { imageReference, type ImageReference, referenceText } from '../../docker/public.ts';

/** An image in use that can be pulled. */
export interface WantedImage {
  readonly reference: ImageReference;
  /** How it is written, with tag: `redis:8.2-alpine`. */
  readonly text: string;
  /** The services with a container made from it. */
  readonly usedBy: readonly string[];
}

export interface PullPlan {
  readonly wanted: readonly WantedImage[];
  /** In use and without a name a registry could know, with why. */
  readonly skipped: readonly { readonly image: string; readonly why: string }[];
}

/** Every image the services use, each once, by name. */
export function planPulls(services: readonly ServiceDetail[]): PullPlan {
  const wanted = new Map<string, { readonly reference: ImageReference; readonly usedBy: Set<string> }>();
  const skipped = new Map<string, string>();
  for (const { key, containers } of services) {
    for (const { image, imageId } of containers) {
      const reference = isIdOf(imageId, image) ? null : imageReference(image);
      if (reference === null) {
        skipped.set(image, `${key} was made from an image by its id, which no registry knows`);
        continue;
      }
      const text = referenceText(reference);
      const entry = wanted.get(text) ?? { reference, usedBy: new Set<string>() };
      wanted.set(text, entry);
      entry.usedBy.add(key);
    }
  }
  return {
    wanted: [...wanted]
      .map(([text, { reference, usedBy }]) => ({ reference, text, usedBy: [...usedBy].sort() }))
      .sort((a, b) => (a.text < b.text ? -1 : 1)),
    skipped: [...skipped].map(([image, why]) => ({ image, why })),
  };
}

/** A container made by `docker run 3f2a1c9d8e7b` carries the short id where others carry a name. */
function isIdOf(imageId: string, image: string): boolean {
  return imageId.startsWith(`sha256:${image}`) || imageId === image || image === '';
}
