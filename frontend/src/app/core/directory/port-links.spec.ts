import { describe, expect, it } from '@jest/globals';
import type { Port } from '#shared/service';
import { portLinksOf } from './port-links';

const port = (
  privatePort: number,
  publicPort: number | null,
  hostIp: string | null = '0.0.0.0',
  protocol = 'tcp',
): Port => ({
  privatePort,
  publicPort,
  hostIp,
  protocol,
});

describe('portLinksOf', () => {
  it('leads to the host this page was reached by', () => {
    expect(portLinksOf([port(8096, 8096)], 'atlas.home')).toMatchObject([
      { label: '8096', href: 'http://atlas.home:8096/' },
    ]);
  });

  it('shows a port once although it is published for IPv4 and IPv6', () => {
    expect(portLinksOf([port(80, 8080), port(80, 8080, '::')], 'atlas')).toHaveLength(1);
  });

  it('leaves out what is not published, and sorts the rest', () => {
    const links = portLinksOf([port(3000, 3000), port(9000, null, null), port(22, 2222)], 'atlas');
    expect(links.map(({ label }) => label)).toEqual(['2222', '3000']);
  });

  it('speaks TLS where the port does', () => {
    expect(portLinksOf([port(443, 8443)], 'atlas')[0]?.href).toBe('https://atlas:8443/');
  });

  it('does not link what only the server itself can reach', () => {
    const [link] = portLinksOf([port(8080, 8081, '127.0.0.1')], 'atlas');
    expect(link).toMatchObject({ href: null, title: expect.stringContaining('Only on the server itself') });
    expect(portLinksOf([port(8080, 8081, '127.0.0.1')], 'localhost')[0]?.href).toBe('http://localhost:8081/');
  });

  it('goes to the address a port is bound to', () => {
    expect(portLinksOf([port(80, 80, '192.168.1.5')], 'atlas')[0]?.href).toBe('http://192.168.1.5:80/');
    expect(portLinksOf([port(80, 80, 'fd00::5')], 'atlas')[0]?.href).toBe('http://[fd00::5]:80/');
  });

  it('names other protocols and does not link them', () => {
    const links = portLinksOf([port(53, 53, '0.0.0.0', 'udp'), port(53, 53)], 'atlas');
    expect(links.map(({ label, href }) => [label, href])).toEqual([
      ['53/udp', null],
      ['53', 'http://atlas:53/'],
    ]);
  });
});
