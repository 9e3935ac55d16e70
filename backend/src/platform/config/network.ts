import { BlockList, isIP, isIPv6 } from 'node:net';

/** An address range, such as `192.168.0.0/16`. */
export interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/**
 * Reads an address or a CIDR range.
 *
 * @throws Error whose message says what is wrong
 */
export function parseNetwork(text: string): Network {
  const [address = '', prefixText, ...rest] = text.split('/');
  const version = isIP(address);
  const bits = version === 6 ? 128 : 32;
  const prefix = prefixText === undefined ? bits : Number(prefixText);
  const valid =
    version !== 0 && rest.length === 0 && Number.isInteger(prefix) && prefix >= 0 && prefix <= bits;
  if (!valid || prefixText === '')
    throw new Error(`“${text}” is not an address or a CIDR range such as 192.168.0.0/16`);
  return { address, prefix, family: version === 6 ? 'ipv6' : 'ipv4' };
}

/** Answers whether an address lies in one of the given networks. */
export class NetworkSet {
  private readonly ranges = new BlockList();

  constructor(networks: readonly Network[]) {
    for (const { address, prefix, family } of networks) this.ranges.addSubnet(address, prefix, family);
  }

  /** @param address as a socket reports it: an IPv4 client on an IPv6 socket appears as `::ffff:192.0.2.1` */
  includes(address: string): boolean {
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
    const plain = mapped ?? address.replace(/%.*$/, ''); // a link-local address carries its interface: fe80::1%eth0
    return isIP(plain) !== 0 && this.ranges.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
  }
}
