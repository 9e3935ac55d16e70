import type { Port } from '#shared/service';

/** A published port, as a person would use it. */
export interface PortLink {
  /** `8096`, `53/udp` */
  readonly label: string;
  /** Where a browser on this device finds it; null where none can. */
  readonly href: string | null;
  /** What it leads to, or why it leads nowhere. */
  readonly title: string;
}

const ANY_ADDRESS = new Set(['0.0.0.0', '::', '']);
const LOOPBACK = /^(127\.|::1$)/;
const LOCAL_NAMES = /^(localhost|127\..*|\[::1\])$/;

/** Ports that speak TLS wherever they are published. */
const TLS_PORTS = new Set([443, 8443]);

/**
 * The published ports in order, each once although the engine names IPv4 and IPv6 apart.
 *
 * @param pageHost the name this page was reached by: the server has no better one that surely works from here
 */
export function portLinksOf(ports: readonly Port[], pageHost: string): readonly PortLink[] {
  const links = new Map<string, PortLink>();
  for (const port of [...ports].sort((a, b) => (a.publicPort ?? 0) - (b.publicPort ?? 0))) {
    if (port.publicPort === null) continue;
    const link = linkOf(port, port.publicPort, pageHost);
    const known = links.get(link.label);
    if (known === undefined || known.href === null) links.set(link.label, link);
  }
  return [...links.values()];
}

function linkOf({ privatePort, protocol, hostIp }: Port, publicPort: number, pageHost: string): PortLink {
  const label = protocol === 'tcp' ? String(publicPort) : `${publicPort}/${protocol}`;
  const inside = `port ${privatePort} in the container`;
  if (protocol !== 'tcp') return { label, href: null, title: `${label}: ${inside}` };
  const bound = hostIp ?? '';
  if (LOOPBACK.test(bound) && !LOCAL_NAMES.test(pageHost)) {
    return { label, href: null, title: `Only on the server itself (${bound}): ${inside}` };
  }
  const host = ANY_ADDRESS.has(bound) || LOOPBACK.test(bound) ? pageHost : bracketed(bound);
  const scheme = TLS_PORTS.has(privatePort) || TLS_PORTS.has(publicPort) ? 'https' : 'http';
  const href = `${scheme}://${host}:${publicPort}/`;
  return { label, href, title: `Open ${href} (${inside})` };
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
