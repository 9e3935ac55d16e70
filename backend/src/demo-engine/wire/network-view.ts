import { isAlive } from '../model/container.ts';
import { toRfc3339 } from '../model/moment.ts';
import { NETWORK_PREFIX_LENGTH, type Network } from '../model/networks.ts';
import { derivedId } from '../model/random.ts';
import { macAddress } from './endpoint-view.ts';
import { type JsonObject, type View } from './view.ts';

/** One entry of `GET /networks`; its members are told by the inspect alone. */
export function networkView(
  network: Network,
  view: View,
  members: 'with-members' | 'without-members',
): JsonObject {
  const { prefix } = network;
  const subnet = { Subnet: `${prefix ?? ''}.0.0/${NETWORK_PREFIX_LENGTH}`, Gateway: `${prefix ?? ''}.0.1` };
  const hasNoAddresses = view.profile.isClassic ? [] : null;
  return {
    Name: network.name,
    Id: network.id,
    Created: toRfc3339(network.createdAt),
    Scope: 'local',
    Driver: network.driver,
    ...(view.profile.hasGatewayPriority ? { EnableIPv4: true } : {}),
    EnableIPv6: false,
    IPAM: { Driver: 'default', Options: null, Config: prefix === null ? hasNoAddresses : [subnet] },
    Internal: false,
    Attachable: false,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Containers: members === 'with-members' ? membersOf(network, view) : {},
    Options: network.options,
    Labels: network.labels,
  };
}

function membersOf(network: Network, view: View): JsonObject {
  const { fleet, networks } = view.model;
  const members = fleet
    .all()
    .filter(
      (container) =>
        isAlive(container) && container.spec.networks.some((own) => own.network === network.name),
    );
  return Object.fromEntries(
    members.map((container) => [
      container.id,
      {
        Name: container.name,
        EndpointID: derivedId(container.id, network.id, container.startedAt ?? 0),
        MacAddress: macAddress(container, network, view),
        IPv4Address:
          network.prefix === null
            ? ''
            : `${networks.addressOf(network, container.id)}/${NETWORK_PREFIX_LENGTH}`,
        IPv6Address: '',
      },
    ]),
  );
}
