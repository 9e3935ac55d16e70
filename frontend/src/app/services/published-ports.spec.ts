import { describe, expect, it } from '@jest/globals';
import { publishedPortsOf } from './published-ports';

describe('publishedPortsOf', () => {
  it('says of each port where it can be reached', () => {
    const tcp = { protocol: 'tcp' };
    expect(
      publishedPortsOf([
        { ...tcp, privatePort: 8920, publicPort: null, hostIp: null },
        { ...tcp, privatePort: 8096, publicPort: 8096, hostIp: '0.0.0.0' },
        { ...tcp, privatePort: 8096, publicPort: 8096, hostIp: '::' },
        { ...tcp, privatePort: 8096, publicPort: 9096, hostIp: '127.0.0.1' },
      ]),
    ).toEqual([
      { text: '8096/tcp', where: 'published as 8096, published as 9096 on 127.0.0.1' },
      { text: '8920/tcp', where: 'not published' },
    ]);
  });
});
