import type { Port } from '#shared/service';

/** A port in words: `8096/tcp`, `published as 8096 on 127.0.0.1`. */
export interface PortWords {
  readonly text: string;
  readonly where: string;
}

const ANY_ADDRESS = new Set(['0.0.0.0', '::', '']);

/** Every port of a container, in order; the engine names IPv4 and IPv6 apart, here they are one. */
export function publishedPortsOf(ports: readonly Port[]): readonly PortWords[] {
  const byInside = Map.groupBy(
    [...ports].sort((a, b) => a.privatePort - b.privatePort),
    ({ privatePort, protocol }) => `${privatePort}/${protocol}`,
  );
  return [...byInside].map(([text, same]) => ({ text, where: [...new Set(same.map(whereOf))].join(', ') }));
}

function whereOf({ publicPort, hostIp }: Port): string {
  if (publicPort === null) return 'not published';
  const address = ANY_ADDRESS.has(hostIp ?? '') ? '' : ` on ${hostIp ?? ''}`;
  return `published as ${publicPort}${address}`;
}
