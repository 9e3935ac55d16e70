import { describe, expect, it } from '@jest/globals';
import { aContainer } from '../testing/a-container.ts';
import { findEngineProxy } from './engine-proxy.ts';

const proxy = aContainer({
  name: 'edge-socket-proxy-1',
  networks: [{ name: 'edge_default', ipAddress: '172.20.0.5', aliases: ['socket-proxy'] }],
  ports: [{ privatePort: 2375, protocol: 'tcp', publicPort: 12375, hostIp: '127.0.0.1' }],
});
const other = aContainer({
  ports: [{ privatePort: 2375, protocol: 'tcp', publicPort: null, hostIp: null }],
  networks: [{ name: 'host', ipAddress: null, aliases: [] }],
});
const tcp = (host: string, port: number | null) => ({ transport: 'tcp', host, port }) as const;

describe('findEngineProxy', () => {
  it.each([
    ['its name', tcp('edge-socket-proxy-1', 2375)],
    ['its name within a network', tcp('socket-proxy', 2375)],
    ['its address', tcp('172.20.0.5', null)],
    ['a port it publishes', tcp('127.0.0.1', 12375)],
    ['a port it publishes, by another name', tcp('localhost', 12375)],
  ])('knows it by %s', (_how, host) => {
    expect(findEngineProxy(host, [other, proxy])).toBe(proxy.id);
  });

  it.each([
    ['a socket', { transport: 'unix', socketPath: '/var/run/docker.sock' } as const],
    ['an engine on another machine', tcp('nas.lan', 2375)],
    ['an engine on this machine', tcp('127.0.0.1', 2375)],
    ['an engine on this machine at its usual port', tcp('localhost', null)],
  ])('is none for %s', (_what, host) => {
    expect(findEngineProxy(host, [other, proxy])).toBeNull();
  });
});
