import { duration } from '../../ui/time/format-time';
import { transferred, transferredOf } from '../../ui/bytes/format-bytes';
import type { OperationRecord, ProgressPart } from './operation-record';

/** A layer of an image, as a piece of its bar. */
interface LayerBar {
  readonly id: string;
  /** Its share of the whole bar. */
  readonly weight: number;
  /** From 0 to 100. */
  readonly percent: number;
}

/** An image, or another part of an operation, as a bar. */
export interface PartBar {
  readonly id: string;
  readonly label: string;
  readonly step: string | null;
  readonly status: ProgressPart['status'];
  /** From 0 to 100; null where the end is not known. */
  readonly percent: number | null;
  /** `34 %`, `412 MB`: what counts. */
  readonly amount: string;
  /** `374 MB of 1.1 GB · 18.2 MB/s` */
  readonly note: string;
  readonly layers: readonly LayerBar[];
}

/** So that the smallest layer is still seen beside the largest. */
const LEAST_SHARE = 0.012;

export function partBarsOf({ parts }: Pick<OperationRecord, 'parts'>): readonly PartBar[] {
  const children = Map.groupBy(parts, ({ parent }) => parent);
  return (children.get(null) ?? []).map((part) => barOf(part, children.get(part.id) ?? []));
}

/** How far an operation has come, where its parts say so: from 0 to 1. */
export function fractionOf(bars: readonly PartBar[]): number | null {
  const known = bars.map(({ percent, status }) => (status === 'waiting' ? 0 : percent));
  if (known.length === 0 || known.some((percent) => percent === null)) return null;
  return known.reduce<number>((sum, percent) => sum + (percent ?? 0), 0) / known.length / 100;
}

function barOf(part: ProgressPart, layers: readonly ProgressPart[]): PartBar {
  const measured = part.total === null && layers.length > 0 ? sumOf(layers) : part;
  const hasEnded = part.status === 'succeeded' || part.status === 'unchanged';
  const percent = hasEnded ? 100 : percentOf(measured);
  return {
    id: part.id,
    label: part.label,
    step: part.step,
    status: part.status,
    percent,
    ...wordsOf(part, measured, percent, movedOf(part, layers)),
    layers: layerBarsOf(layers, hasEnded),
  };
}

/** What has come of an image that itself counts layers: `374 MB`, `18.2 MB/s`. */
function movedOf({ unit }: ProgressPart, layers: readonly ProgressPart[]): readonly string[] {
  if (unit === 'bytes') return [];
  const moving = layers.filter((layer) => layer.unit === 'bytes' && layer.status !== 'unchanged');
  const bytes = moving.reduce((sum, { furthest }) => sum + furthest, 0);
  if (bytes === 0) return [];
  const { perSecond } = sumOf(moving);
  return [
    transferred(bytes),
    ...(perSecond === null || perSecond === 0 ? [] : [`${transferred(perSecond)}/s`]),
  ];
}

interface Measured {
  readonly current: number;
  readonly total: number | null;
  readonly perSecond: number | null;
}

/** Together; without an end as long as one of them has none. */
function sumOf(layers: readonly ProgressPart[]): Measured {
  const totals = layers.map(({ total, status }) => (status === 'unchanged' ? (total ?? 0) : total));
  const speeds = layers.flatMap(({ perSecond, status }) =>
    perSecond === null || status !== 'running' ? [] : [perSecond],
  );
  return {
    current: layers.reduce(
      (sum, { current, status, total }) => sum + (isOver(status) ? (total ?? current) : current),
      0,
    ),
    total: totals.some((total) => total === null)
      ? null
      : totals.reduce<number>((sum, total) => sum + (total ?? 0), 0),
    perSecond: speeds.length === 0 ? null : speeds.reduce((sum, speed) => sum + speed, 0),
  };
}

function isOver(status: ProgressPart['status']): boolean {
  return status === 'succeeded' || status === 'unchanged';
}

function percentOf({ current, total }: Measured): number | null {
  if (total === null) return null;
  return total === 0 ? 100 : Math.min(100, Math.floor((current / total) * 100));
}

function wordsOf(
  part: ProgressPart,
  measured: Measured,
  percent: number | null,
  moved: readonly string[],
): Pick<PartBar, 'amount' | 'note'> {
  const isBytes = part.unit === 'bytes';
  const took = part.endedAt === null ? null : duration(Date.parse(part.endedAt) - Date.parse(part.beganAt));
  switch (part.status) {
    case 'waiting':
      return { amount: '', note: part.detail ?? 'waiting' };
    case 'unchanged':
      return { amount: '', note: part.detail ?? 'already up to date' };
    case 'failed':
      return { amount: 'failed', note: part.detail ?? '' };
    case 'succeeded':
      return {
        amount: isBytes && measured.current > 0 ? transferred(measured.current) : '',
        note: [part.detail, took].filter((text) => text !== null).join(' · '),
      };
    case 'running': {
      const amount = isBytes
        ? measured.total === null
          ? transferred(measured.current)
          : transferredOf(measured.current, measured.total)
        : `${measured.current}${measured.total === null ? '' : ` of ${measured.total}`}`;
      const speed =
        isBytes && measured.perSecond !== null && measured.perSecond > 0
          ? `${transferred(measured.perSecond)}/s`
          : null;
      const rest = [percent === null ? null : amount, speed, ...moved, part.detail].filter(
        (text) => text !== null,
      );
      return { amount: percent === null ? amount : `${percent}\u00A0%`, note: rest.join(' · ') };
    }
  }
}

function layerBarsOf(layers: readonly ProgressPart[], hasEnded: boolean): readonly LayerBar[] {
  const known = layers.reduce((sum, { total }) => sum + (total ?? 0), 0);
  const least = Math.max(1, known * LEAST_SHARE);
  return layers.map((layer) => ({
    id: layer.id,
    weight: Math.max(least, layer.total ?? least),
    percent: hasEnded || isOver(layer.status) ? 100 : (percentOf(layer) ?? 0),
  }));
}
