import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressGroup } from './address-group.ts';

describe('addressGroup', () => {
  it.each([
    ['192.168.1.20', '192.168.1.20'],
    ['::ffff:192.168.1.20', '192.168.1.20'],
    ['::1', '0:0:0:0::/64'],
    ['fd00::1', 'fd00:0:0:0::/64'],
    ['fd00:1:2:3:4:5:6:7', 'fd00:1:2:3::/64'],
    ['FD00:0001:2:3::', 'fd00:1:2:3::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ])('makes %s %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });

  it('depends on the first 64 bits of an IPv6 address and on nothing else', () => {
    const groups = fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 0xffff })));
    const written = (values: readonly number[]) => values.map((value) => value.toString(16)).join(':');
    fc.assert(
      fc.property(groups, groups, groups, (network, host, otherHost) => {
        expect(addressGroup(`${written(network)}:${written(host)}`)).toBe(
          addressGroup(`${written(network)}:${written(otherHost)}`),
        );
      }),
    );
  });
});
