import { describe, expect, it } from '@jest/globals';
import { NetworkSet, parseNetwork } from './network.ts';

describe('parseNetwork', () => {
  it.each([
    ['192.168.0.0/16', { address: '192.168.0.0', prefix: 16, family: 'ipv4' }],
    ['10.0.0.1', { address: '10.0.0.1', prefix: 32, family: 'ipv4' }],
    ['fd00::/8', { address: 'fd00::', prefix: 8, family: 'ipv6' }],
    ['::1', { address: '::1', prefix: 128, family: 'ipv6' }],
    ['0.0.0.0/0', { address: '0.0.0.0', prefix: 0, family: 'ipv4' }],
  ])('reads %s', (text, network) => {
    expect(parseNetwork(text)).toEqual(network);
  });

  it.each([
    '',
    'nas',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0/8',
    'fd00::/129',
    '10.0.0.0/1.5',
  ])('refuses %j', (text) => {
    expect(() => parseNetwork(text)).toThrow('is not an address or a CIDR range');
  });
});

describe('NetworkSet', () => {
  const networks = new NetworkSet(['192.168.0.0/16', 'fe80::/10', '10.1.2.3'].map(parseNetwork));

  it.each([
    ['192.168.255.255', true],
    ['192.169.0.0', false],
    ['::ffff:192.168.1.1', true],
    ['::FFFF:8.8.8.8', false],
    ['fe80::1%eth0', true],
    ['fec0::1', false],
    ['10.1.2.3', true],
    ['10.1.2.4', false],
    ['', false],
    ['unknown', false],
    ['192.168.1.1, 8.8.8.8', false],
  ])('%s: %s', (address, included) => {
    expect(networks.includes(address)).toBe(included);
  });

  it('includes nothing when it is empty', () => {
    expect(new NetworkSet([]).includes('127.0.0.1')).toBe(false);
  });
});
