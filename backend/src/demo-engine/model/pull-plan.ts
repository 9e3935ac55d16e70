import { progressBar } from './human-size.ts';
import { type Image, type Layer } from './images.ts';
import { MILLISECOND, SECOND, type Micros } from './moment.ts';

/** One line of a pull's progress, as the engine writes it. */
export interface PullLine {
  readonly status: string;
  readonly progressDetail?: { readonly current: number; readonly total: number } | Record<string, never>;
  readonly progress?: string;
  readonly id?: string;
}

/** A line and when it comes, counted from the beginning. */
export interface PullStep {
  readonly after: Micros;
  readonly line: PullLine;
}

/** A home connection of some 400 Mbit/s, shared by the layers that download together. */
const DOWNLOAD_BYTES_PER_SECOND = 48e6;
const EXTRACT_BYTES_PER_SECOND = 160e6;
/** The engine's own limit. */
const PARALLEL_DOWNLOADS = 3;
const DOWNLOAD_REPORTS = 12;
const EXTRACT_REPORTS = 6;
const REGISTRY_ANSWERS: Micros = 220 * MILLISECOND;
const CHECKSUM: Micros = 15 * MILLISECOND;

/** How a pull goes on, from the first layer to the last. Layers that are there already are said so. */
export function planPull(image: Image, present: ReadonlySet<string>): readonly PullStep[] {
  const steps: PullStep[] = [];
  const missing = image.layers.filter(({ digest }) => !present.has(digest));
  for (const layer of image.layers) {
    const status = present.has(layer.digest) ? 'Already exists' : 'Pulling fs layer';
    steps.push(step(REGISTRY_ANSWERS, layer, status));
  }
  for (const { digest } of missing.slice(PARALLEL_DOWNLOADS)) {
    steps.push(step(REGISTRY_ANSWERS + MILLISECOND, { digest }, 'Waiting'));
  }
  const free = Array.from({ length: PARALLEL_DOWNLOADS }, () => REGISTRY_ANSWERS + 40 * MILLISECOND);
  let extracted: Micros = 0;
  for (const layer of missing) {
    const slot = free.indexOf(Math.min(...free));
    const began = free[slot] ?? 0;
    const downloaded = began + timeFor(layer, DOWNLOAD_BYTES_PER_SECOND / PARALLEL_DOWNLOADS);
    free[slot] = downloaded;
    steps.push(...reports(layer, 'Downloading', began, downloaded, DOWNLOAD_REPORTS));
    steps.push(step(downloaded, layer, 'Verifying Checksum'));
    steps.push(step(downloaded + CHECKSUM, layer, 'Download complete'));
    const extracting = Math.max(extracted, downloaded + CHECKSUM); // in order, one after another
    extracted = extracting + timeFor(layer, EXTRACT_BYTES_PER_SECOND);
    steps.push(...reports(layer, 'Extracting', extracting, extracted, EXTRACT_REPORTS));
    steps.push(step(extracted, layer, 'Pull complete'));
  }
  return steps.sort((a, b) => a.after - b.after);
}

function timeFor({ compressedBytes }: Layer, bytesPerSecond: number): Micros {
  return Math.ceil((compressedBytes / bytesPerSecond) * SECOND) + MILLISECOND;
}

function reports(layer: Layer, status: string, from: Micros, to: Micros, count: number): readonly PullStep[] {
  const total = layer.compressedBytes;
  return Array.from({ length: count }, (_, index) => {
    const share = (index + 1) / count;
    const current = Math.floor(total * share);
    return {
      after: Math.floor(from + (to - from) * share) - 1,
      line: {
        status,
        progressDetail: { current, total },
        progress: progressBar(current, total),
        id: shortDigest(layer),
      },
    };
  });
}

function step(after: Micros, layer: Pick<Layer, 'digest'>, status: string): PullStep {
  return { after, line: { status, progressDetail: {}, id: shortDigest(layer) } };
}

function shortDigest({ digest }: Pick<Layer, 'digest'>): string {
  return digest.slice('sha256:'.length, 'sha256:'.length + 12);
}
