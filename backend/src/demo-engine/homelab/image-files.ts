import { type Image, type ImageStore, type Layer } from '../model/images.ts';
import { parseImageReference } from '../model/image-reference.ts';
import { DAY, type Moment } from '../model/moment.ts';
import { derivedId, Random, seedOf } from '../model/random.ts';
import { type ImageDeclaration } from './declaration.ts';

/** Layers travel compressed to this part of their size. */
const COMPRESSED = 0.38;
const BYTES_PER_MEGABYTE = 1e6;

/** Puts the image on the machine and into its registry, newer there if it says so. */
export function installImage(images: ImageStore, declared: ImageDeclaration, now: Moment): Image {
  const { tag } = parseImageReference(declared.reference);
  const local = makeImage(declared, 'current', now);
  images.addLocal(local);
  images.tag(local, tag, now - (declared.ageDays - 1) * DAY);
  images.publish(declared.hasUpdate === true ? makeImage(declared, 'update', now) : local, tag);
  return local;
}

/** Puts an image into its registry alone; an edition with another name is another image with the same lower half. */
export function publishImage(
  images: ImageStore,
  declared: ImageDeclaration,
  edition: string,
  now: Moment,
): void {
  images.publish(makeImage(declared, edition, now), parseImageReference(declared.reference).tag);
}

function makeImage(declared: ImageDeclaration, edition: string, now: Moment): Image {
  const { repository } = parseImageReference(declared.reference);
  const layers = makeLayers(declared, edition);
  const age = edition === 'update' ? DAY / 2 : declared.ageDays * DAY;
  return {
    id: `sha256:${derivedId('image', declared.reference, edition)}`,
    repository,
    digest: `sha256:${derivedId('manifest', declared.reference, edition)}`,
    createdAt: now - age,
    bytes: declared.megabytes * BYTES_PER_MEGABYTE + (edition === 'update' ? 21_334 : 0),
    layers,
    config: {
      entrypoint: declared.entrypoint ?? null,
      command: declared.command ?? [],
      env: declared.env ?? [],
      exposed: [],
      workingDir: declared.workingDir ?? '',
      user: declared.user ?? '',
      labels: { 'org.opencontainers.image.version': versionOf(declared.reference) },
    },
    tags: [],
    lastTaggedAt: now - age,
  };
}

/** An update shares its lower half with what it replaces, as most do. */
function makeLayers({ reference, layers, megabytes }: ImageDeclaration, edition: string): readonly Layer[] {
  const random = new Random(seedOf(reference));
  const weights = Array.from({ length: layers }, () => random.next() ** 3 + 0.01);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, index) => {
    const made = index < layers / 2 ? 'shared' : edition;
    return {
      digest: `sha256:${derivedId('layer', reference, index, made)}`,
      diffId: `sha256:${derivedId('diff', reference, index, made)}`,
      compressedBytes: Math.ceil((weight / total) * megabytes * BYTES_PER_MEGABYTE * COMPRESSED),
    };
  });
}

function versionOf(reference: string): string {
  return parseImageReference(reference).tag.replace(/^v(?=\d)/, '');
}
