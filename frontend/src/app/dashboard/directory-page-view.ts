import type { AttentionItem } from '#shared/attention';
import type { Service } from '#shared/service';
import type { Freshness } from '../core/directory/freshness';
import type { Directory } from '../core/directory/reduce-services';
import type { Refusal } from '../core/realtime/follow';
import type { Watched } from '../core/realtime/topic';
import { type AttentionView, attentionViewOf } from './attention-view';
import type { DirectoryQuery } from './directory-query';
import { type DirectoryView, directoryViewOf } from './directory-view';
import type { ServiceRow } from './service-row';

/** All a page with a directory can show. */
export type DirectoryPageView =
  | { readonly status: 'loading'; readonly query: DirectoryQuery }
  /** The engine has not answered since the server was started. */
  | { readonly status: 'unknown'; readonly query: DirectoryQuery }
  /** The server does not give the list, and says why. */
  | { readonly status: 'failed'; readonly query: DirectoryQuery; readonly refusal: Refusal }
  | {
      readonly status: 'shown';
      readonly query: DirectoryQuery;
      readonly attention: AttentionView;
      readonly directory: DirectoryView;
      /** In milliseconds since 1970, where the picture is no longer taken for the present. */
      readonly asOf: number | null;
    };

export interface DirectoryPageParts {
  readonly watched: Watched<Directory>;
  readonly freshness: Freshness;
  readonly attention: Watched<readonly AttentionItem[]>;
  readonly query: DirectoryQuery;
  readonly held: boolean;
  readonly drawn: number;
  readonly project: string | null;
  readonly rowOf: (service: Service) => ServiceRow;
}

export function directoryPageViewOf(
  parts: DirectoryPageParts,
  before: DirectoryPageView | null,
): DirectoryPageView {
  const { watched, freshness, attention, query } = parts;
  if (watched.status === 'refused') return { status: 'failed', query, refusal: watched.refusal };
  // Both or none: what comes second would push the rest down.
  if (watched.status === 'waiting' || attention.status === 'waiting') return { status: 'loading', query };
  if (hasNoPicture(watched.value)) {
    return { status: watched.value.engine.status === 'unreachable' ? 'unknown' : 'loading', query };
  }
  const items = attention.status === 'known' ? attention.value : [];
  return {
    status: 'shown',
    query,
    attention: attentionViewOf(attention, watched.value, freshness),
    directory: directoryViewOf(
      {
        ...parts,
        directory: watched.value,
        needing: new Map(items.flatMap(({ service, since }) => (service === null ? [] : [[service, since]]))),
        stale: freshness.status === 'stale',
      },
      before?.status === 'shown' ? before.directory : null,
    ),
    asOf: freshness.status === 'stale' ? freshness.at : null,
  };
}

/** The engine has never answered: an empty list would be a lie. */
function hasNoPicture({ refreshedAt, services }: Directory): boolean {
  return refreshedAt === null && services.size === 0;
}
