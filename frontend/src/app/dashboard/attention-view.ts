import type { AttentionItem } from '#shared/attention';
import type { Freshness } from '../core/directory/freshness';
import type { Directory } from '../core/directory/reduce-services';
import { linkOfKey } from '../core/directory/service-key';
import type { Watched } from '../core/realtime/topic';

interface AttentionRow {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** ISO 8601; null where it is not known. */
  readonly since: string | null;
  /** The service's page; null for trouble that has none. */
  readonly link: readonly string[] | null;
}

export type AttentionView =
  | { readonly status: 'loading' }
  | {
      readonly status: 'well';
      readonly running: number;
      readonly total: number;
      readonly checkedAt: number;
      readonly stale: boolean;
    }
  | { readonly status: 'trouble'; readonly rows: readonly AttentionRow[]; readonly asOf: number | null };

/** What needs attention. Trouble with the engine is left out: its banner stands right above. */
export function attentionViewOf(
  items: Watched<readonly AttentionItem[]>,
  directory: Directory,
  freshness: Freshness,
): AttentionView {
  if (items.status !== 'known' || freshness.status === 'none') return { status: 'loading' };
  const stale = freshness.status === 'stale';
  const rows = items.value.filter(({ kind }) => kind !== 'engine').map(rowOf);
  if (rows.length > 0) return { status: 'trouble', rows, asOf: stale ? freshness.at : null };
  const services = [...directory.services.values()];
  const running = services.filter(({ state }) => state === 'running').length;
  return { status: 'well', running, total: services.length, checkedAt: freshness.at, stale };
}

function rowOf({ id, title, detail, since, service }: AttentionItem): AttentionRow {
  return { id, title, detail, since, link: service === null ? null : linkOfKey(service) };
}
