import { isIPv6 } from 'node:net';

/** One subscriber usually has all of a /64 and can change its address within it at will. */
const GROUP_BITS = 64;

/**
 * What counts as one client where clients are counted: an IPv4 address, or the network of an IPv6 one.
 *
 * @param address as a socket reports it
 */
export function addressGroup(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address.replace(/%.*$/, '');
  return isIPv6(plain)
    ? `${groupsOf(plain)
        .slice(0, GROUP_BITS / 16)
        .join(':')}::/${GROUP_BITS}`
    : plain;
}

/** The eight groups, without leading zeros, `::` written out. */
function groupsOf(address: string): string[] {
  const normal = new URL(`http://[${address}]`).hostname.slice(1, -1); // turns a dotted tail into two groups
  const [head = '', tail] = normal.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
}
