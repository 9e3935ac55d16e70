import { imageReferenceOf, type ImageReference } from '../core/directory/image-reference';
import { type PortLink, portLinksOf } from '../core/directory/port-links';
import { statusOf, statusSince, UNKNOWN_STATUS } from '../core/directory/service-status';
import type { StatusLook } from '../ui/status/status';
import type { ServicePageView } from './service-page-view';

/** More would push the page down; the container's panel has them all. */
const PORTS_MAX = 4;

const REMOVED: StatusLook = { glyph: 'is-unknown', word: 'Removed', tone: 'off' };

/** What stands beside and under the name of a service. */
export interface ServiceHeadView {
  readonly look: StatusLook;
  /** The last known state in a word, where it may no longer hold; null where it does. */
  readonly was: string | null;
  /** In milliseconds since 1970, where the picture is no longer taken for the present. */
  readonly asOf: number | null;
  readonly image: ImageReference;
  /** `Up`, or the state in a word. */
  readonly word: string;
  /** Since when (ISO 8601). */
  readonly since: string;
  readonly ports: readonly PortLink[];
  /** `2 of 3 containers run`; null where there is one. */
  readonly replicas: string | null;
}

/** @param pageHost the name this page was reached by */
export function serviceHeadViewOf(view: ServicePageView, pageHost: string): ServiceHeadView | null {
  if (view.status !== 'shown') return null;
  const { service, asOf, removed, trouble } = view;
  const { containers, state, health } = service;
  const current = statusOf(service);
  const isCertain = !removed && asOf === null;
  const running = containers.filter((container) => container.state === 'running').length;
  return {
    look: removed ? REMOVED : asOf === null ? current : UNKNOWN_STATUS,
    was: isCertain ? null : current.word.toLowerCase(),
    asOf,
    image: imageReferenceOf(containers[0]?.image ?? ''),
    word: state === 'running' && health !== 'unhealthy' ? 'Up' : current.word,
    since: trouble?.since ?? statusSince(service),
    ports: portLinksOf(
      containers.flatMap(({ ports }) => ports),
      pageHost,
    ).slice(0, PORTS_MAX),
    replicas: containers.length > 1 ? `${running} of ${containers.length} containers run` : null,
  };
}
