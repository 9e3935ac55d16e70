import type { LayerProgress } from '../container-engine.ts';
import type { PullLine } from './engine-answers.ts';

const LAYER_ID = /^[0-9a-f]{12}$/;
const DIGEST = /^Digest: (sha256:[0-9a-f]{64})$/;

/** What one line of a pull says, in our words. */
export type PullNews =
  | LayerProgress
  | { readonly kind: 'digest'; readonly digest: string }
  /** The line every pull that went well ends with. */
  | { readonly kind: 'end' }
  | { readonly kind: 'error'; readonly message: string };

/**
 * What a line of a pull says; null where it says nothing we tell: `Pulling from library/redis`, and whatever a later
 * engine adds.
 */
export function toPullNews({ status, id, error, errorDetail, progressDetail }: PullLine): PullNews | null {
  if (error !== '' || errorDetail.message !== '')
    return { kind: 'error', message: errorDetail.message === '' ? error : errorDetail.message };
  if (status.startsWith('Status: ')) return { kind: 'end' };
  const digest = DIGEST.exec(status)?.[1];
  if (digest !== undefined) return { kind: 'digest', digest };
  const stage = STAGES[status];
  if (stage === undefined || !LAYER_ID.test(id)) return null;
  const { current, total } = progressDetail;
  // Some engines count the extraction in seconds, without a total: that is no progress in bytes.
  return total > 0
    ? { kind: 'layer', id, status: stage, current: Math.min(Math.max(current, 0), total), total }
    : { kind: 'layer', id, status: stage, current: 0, total: null };
}

/** Docker's own words for what a layer goes through, in this order. */
const STAGES: Readonly<Record<string, LayerProgress['status']>> = {
  'Pulling fs layer': 'waiting',
  Waiting: 'waiting',
  Downloading: 'downloading',
  'Verifying Checksum': 'downloading',
  'Download complete': 'downloading',
  Extracting: 'extracting',
  'Pull complete': 'done',
  'Already exists': 'exists',
};

/** Remembers the sizes of layers, which the engine tells only while bytes flow. */
export class LayerSizes {
  private readonly sizes = new Map<string, number>();

  /** The same news with the size that is known by now; a finished download counts in full. */
  complete(news: LayerProgress): LayerProgress {
    if (news.total !== null && news.status === 'downloading' && this.sizes.size < LAYERS_MAX)
      this.sizes.set(news.id, news.total);
    const total = this.sizes.get(news.id) ?? news.total;
    const isOver = news.status === 'done' || (news.status === 'downloading' && news.total === null);
    return { ...news, total, current: isOver ? (total ?? 0) : Math.min(news.current, total ?? news.current) };
  }
}

/** An image has at most 127 layers. */
const LAYERS_MAX = 1_000;
