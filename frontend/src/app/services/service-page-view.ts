import type { AttentionItem } from '#shared/attention';
import type { Service } from '#shared/service';
import type { ContainerDetail, ServiceDetail } from '#shared/service-detail';
import type { Freshness } from '../core/directory/freshness';
import { groupByProject } from '../core/directory/project-summary';
import type { Directory } from '../core/directory/reduce-services';
import { serviceLink, type ServiceTab } from '../core/directory/service-key';
import type { Failure } from '../core/http/failure';
import type { Watched } from '../core/realtime/topic';

/** Which service a page is about. */
export interface ServiceAddress {
  readonly key: string;
  readonly project: string;
  readonly name: string;
}

/** What the server has told about a service. What was once told stays while it is asked for anew. */
export interface LoadedDetail {
  readonly detail: ServiceDetail | null;
  /** Why the last question was not answered; null if it was. */
  readonly failure: Failure | null;
}

export type ServicePageView =
  | { readonly status: 'loading'; readonly address: ServiceAddress }
  | { readonly status: 'missing'; readonly address: ServiceAddress }
  | { readonly status: 'failed'; readonly address: ServiceAddress; readonly failure: Failure }
  | ServiceShown;

export interface ServiceShown {
  readonly status: 'shown';
  readonly address: ServiceAddress;
  /** As the live directory has it, which may be a moment ahead of the details. */
  readonly service: Service;
  readonly detail: ServiceDetail;
  /** The container whose details are shown. */
  readonly container: ContainerDetail | null;
  /** What is wrong with it; null if nothing is. */
  readonly trouble: AttentionItem | null;
  /** It is gone; this is what was known last. */
  readonly removed: boolean;
  /** In milliseconds since 1970, where the picture is no longer taken for the present. */
  readonly asOf: number | null;
}

export interface ServicePageParts {
  readonly address: ServiceAddress;
  readonly loaded: LoadedDetail;
  readonly watched: Watched<Directory>;
  readonly freshness: Freshness;
  readonly attention: Watched<readonly AttentionItem[]>;
  /** The name of the container that was chosen; null for the first. */
  readonly container: string | null;
}

export function servicePageViewOf(parts: ServicePageParts): ServicePageView {
  const { address, loaded, watched, freshness, attention, container } = parts;
  const { detail, failure } = loaded;
  if (detail === null) {
    if (failure === null) return { status: 'loading', address };
    return isMissing(failure) ? { status: 'missing', address } : { status: 'failed', address, failure };
  }
  const live = watched.status === 'known' ? watched.value.services.get(address.key) : undefined;
  const items = attention.status === 'known' ? attention.value : [];
  return {
    status: 'shown',
    address,
    service: live ?? detail,
    detail,
    container: detail.containers.find(({ name }) => name === container) ?? detail.containers[0] ?? null,
    trouble: items.find(({ service }) => service === address.key) ?? null,
    removed: (watched.status === 'known' && live === undefined) || (failure !== null && isMissing(failure)),
    asOf: freshness.status === 'stale' ? freshness.at : null,
  };
}

/** The pages before and after this one, in the order of the directory, at the same tab. */
export function neighboursOf(
  watched: Watched<Directory>,
  { key }: ServiceAddress,
  tab: ServiceTab,
): { readonly previous: readonly string[] | null; readonly next: readonly string[] | null } {
  const services =
    watched.status === 'known' ? [...groupByProject(watched.value.services.values()).values()].flat() : [];
  const index = services.findIndex((service) => service.key === key);
  const linkAt = (place: number): readonly string[] | null => {
    const service = index === -1 || place < 0 ? undefined : services[place];
    return service === undefined ? null : serviceLink(service, tab);
  };
  return { previous: linkAt(index - 1), next: linkAt(index + 1) };
}

function isMissing(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.problem.status === 404;
}
