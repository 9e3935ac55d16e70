import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.ts';
import { NetworkSet } from '../config/network.ts';
import { ClientRequest } from './client-request.ts';
import { CrossSiteRequest, HostNotAllowed, NetworkNotAllowed } from './http-errors.ts';

/** Which requests are looked at at all, by client address, by host name and by origin. */
@Injectable()
export class OriginPolicy {
  private readonly networks: NetworkSet;
  private readonly hosts: ReadonlySet<string>;

  constructor(
    config: AppConfig,
    private readonly client: ClientRequest,
  ) {
    this.networks = new NetworkSet(config.allowedNetworks);
    this.hosts = new Set(config.allowedHosts);
  }

  /**
   * Refuses clients outside the allowed networks, and names that are not ours: a page elsewhere can point a
   * name of its own at this machine (DNS rebinding), but it cannot choose the Host header.
   *
   * @throws NetworkNotAllowed, HostNotAllowed
   */
  checkReach(request: IncomingMessage): void {
    const address = this.client.addressOf(request);
    if (!this.networks.includes(address)) throw new NetworkNotAllowed(address);
    const host = this.client.hostOf(request);
    if (host === null || !this.hosts.has(hostName(host))) throw new HostNotAllowed(host);
  }

  /**
   * Refuses what a page of another site made the browser send. A browser always says where a request comes
   * from; a client that says nothing is no browser and cannot be made to act by a page.
   *
   * @throws CrossSiteRequest
   */
  checkOrigin(request: IncomingMessage): void {
    const { origin } = request.headers;
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      throw new CrossSiteRequest(`Sec-Fetch-Site: ${site}`);
    if (origin !== undefined && !this.isOwn(origin, request)) throw new CrossSiteRequest(`Origin: ${origin}`);
  }

  private isOwn(origin: string, request: IncomingMessage): boolean {
    if (!URL.canParse(origin)) return false;
    const url = new URL(origin);
    const scheme = this.client.isSecure(request) ? 'https:' : 'http:';
    return url.protocol === scheme && url.host === defaultPortless(this.client.hostOf(request), scheme);
  }
}

/** The name without its port; IPv6 addresses keep their brackets. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
}

/** As `URL.host` writes it: lower case, and the scheme's own port left out. */
function defaultPortless(host: string | null, scheme: string): string | null {
  return host !== null && URL.canParse(`${scheme}//${host}`) ? new URL(`${scheme}//${host}`).host : null;
}
