import { isAlive, type Container } from '../model/container.ts';
import { type PortSpec } from '../model/container-spec.ts';
import { type JsonObject } from './view.ts';

const EVERYWHERE = ['0.0.0.0', '::'] as const;

/** The list's `Ports`: one entry an address, nothing while the container does not run. */
export function portList(container: Container): readonly JsonObject[] {
  return isAlive(container) ? container.spec.ports.flatMap(listed) : [];
}

/** `NetworkSettings.Ports`: by port, null where it is not published. */
export function portMap(container: Container): JsonObject {
  if (!isAlive(container)) return {};
  return Object.fromEntries(
    container.spec.ports.map((port) => [
      portKey(port),
      port.host === null
        ? null
        : addressesOf(port).map((HostIp) => ({ HostIp, HostPort: String(port.host) })),
    ]),
  );
}

/** `HostConfig.PortBindings`: as it was asked for. */
export function portBindings({ spec }: Container): JsonObject {
  return Object.fromEntries(
    spec.ports.flatMap((port) =>
      port.host === null ? [] : [[portKey(port), [{ HostIp: port.hostIp, HostPort: String(port.host) }]]],
    ),
  );
}

export function portKey({ container, protocol }: PortSpec): string {
  return `${container}/${protocol}`;
}

function listed(port: PortSpec): readonly JsonObject[] {
  const inside = { PrivatePort: port.container, Type: port.protocol };
  if (port.host === null) return [inside];
  const PublicPort = port.host;
  return addressesOf(port).map((IP) => ({
    IP,
    PrivatePort: port.container,
    PublicPort,
    Type: port.protocol,
  }));
}

function addressesOf({ hostIp }: PortSpec): readonly string[] {
  return hostIp === '' ? EVERYWHERE : [hostIp];
}
