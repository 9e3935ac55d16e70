import { type MountSpec, type PortSpec, type RestartPolicy } from '../model/container-spec.ts';

/** `8096:8096`, `127.0.0.1:5432:5432`, `53:53/udp`, or `9000` for a port that is only exposed. */
export function parsePort(text: string): PortSpec {
  const [addresses = '', protocol = 'tcp'] = text.split('/');
  const parts = addresses.split(':');
  const container = Number(parts.at(-1));
  const host = parts.length > 1 ? Number(parts.at(-2)) : null;
  return { container, protocol: protocol === 'udp' ? 'udp' : 'tcp', host, hostIp: parts.at(-3) ?? '' };
}

/** `/srv/media:/media:ro` is a folder of the host, `cache:/cache` a volume. */
export function parseVolume(text: string, project: string | null): MountSpec {
  const [source = '', target = '', mode = 'rw'] = text.split(':');
  const readOnly = mode === 'ro';
  if (source.startsWith('/')) return { type: 'bind', source, target, readOnly };
  return { type: 'volume', source: project === null ? source : `${project}_${source}`, target, readOnly };
}

/** `unless-stopped`, `on-failure:5`. */
export function parseRestart(text: string): RestartPolicy {
  const [name = 'no', count = '0'] = text.split(':');
  const known = (['no', 'always', 'unless-stopped', 'on-failure'] as const).find((policy) => policy === name);
  return { name: known ?? 'no', maximumRetryCount: Number(count) };
}
