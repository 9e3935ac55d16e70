import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { Injectable } from '@nestjs/common';
import proxyAddr from 'proxy-addr';
import { AppConfig } from '../config/app-config.ts';
import { NetworkSet } from '../config/network.ts';

/**
 * What a request says about where it comes from and how it was addressed, through trusted proxies only. The
 * same for HTTP and for the handshake of a socket, so that neither can miss a check the other has.
 */
@Injectable()
export class ClientRequest {
  private readonly proxies: NetworkSet;

  constructor(config: AppConfig) {
    this.proxies = new NetworkSet(config.trustedProxies);
  }

  /** The client's address. */
  addressOf(request: IncomingMessage): string {
    return proxyAddr(request, (address) => this.proxies.includes(address));
  }

  /** `name[:port]` as the browser shows it; null without a Host header. */
  hostOf(request: IncomingMessage): string | null {
    return this.forwarded(request, 'x-forwarded-host') ?? request.headers.host ?? null;
  }

  /** Whether the browser speaks TLS, to us or to a trusted proxy. */
  isSecure(request: IncomingMessage): boolean {
    const protocol = this.forwarded(request, 'x-forwarded-proto');
    return protocol === null ? request.socket instanceof TLSSocket : protocol.toLowerCase() === 'https';
  }

  /** The first value of a header, if the other end of the connection is a trusted proxy. */
  private forwarded(request: IncomingMessage, name: string): string | null {
    if (!this.proxies.includes(request.socket.remoteAddress ?? '')) return null;
    const value = request.headers[name];
    const first = (Array.isArray(value) ? value[0] : value)?.split(',')[0]?.trim();
    return first === undefined || first === '' ? null : first;
  }
}
