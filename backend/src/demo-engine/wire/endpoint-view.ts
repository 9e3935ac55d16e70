import { isAlive, type Container } from '../model/container.ts';
import { type AttachmentSpec } from '../model/container-spec.ts';
import { NETWORK_PREFIX_LENGTH, type Network } from '../model/networks.ts';
import { derivedId } from '../model/random.ts';
import { isOlderThan, type Json, type JsonObject, type View } from './view.ts';

/** `NetworkSettings.Networks`. The list leaves out the names, as the engine does. */
export function endpointsView(
  container: Container,
  view: View,
  names: 'with-names' | 'without-names',
): JsonObject {
  return Object.fromEntries(
    container.spec.networks.map((attachment) => {
      const shown = names === 'with-names' ? attachment.aliases : null;
      return [attachment.network, endpointView(container, view, attachment, shown)];
    }),
  );
}

function endpointView(
  container: Container,
  view: View,
  attachment: AttachmentSpec,
  names: readonly string[] | null,
): JsonObject {
  const { profile, model } = view;
  const network = model.networks.get(attachment.network);
  const isJoined = isAlive(container);
  const withId = names === null ? null : [...new Set([...names, shortId(container)])];
  return {
    IPAMConfig: attachment.aliases === null ? null : {},
    Links: null,
    Aliases: profile.isClassic || isOlderThan(view, '1.45') ? withId : names,
    MacAddress: isJoined ? macAddress(container, network, view) : '',
    DriverOpts: null,
    ...(profile.hasGatewayPriority ? { GwPriority: 0 } : {}),
    NetworkID: container.startedAt === null ? '' : network.id,
    EndpointID: isJoined ? derivedId(container.id, network.id, container.startedAt ?? 0) : '',
    ...addresses(container, network, view, isJoined),
    IPv6Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    ...(profile.hasDnsNames ? { DNSNames: withId } : {}),
  };
}

function addresses(
  container: Container,
  network: Network,
  { model }: View,
  isJoined: boolean,
): Record<string, Json> {
  if (!isJoined || network.prefix === null) return { Gateway: '', IPAddress: '', IPPrefixLen: 0 };
  return {
    Gateway: `${network.prefix}.0.1`,
    IPAddress: model.networks.addressOf(network, container.id),
    IPPrefixLen: NETWORK_PREFIX_LENGTH,
  };
}

export function macAddress(container: Container, network: Network, { profile, model }: View): string {
  if (network.prefix === null) return '';
  const pairs = profile.hasGatewayPriority
    ? (derivedId(container.id, network.id).slice(0, 8).match(/../g) ?? [])
    : model.networks
        .addressOf(network, container.id)
        .split('.')
        .map((part) => Number(part).toString(16).padStart(2, '0'));
  return ['02', '42', ...pairs].join(':');
}

export function shortId({ id }: Container): string {
  return id.slice(0, 12);
}
