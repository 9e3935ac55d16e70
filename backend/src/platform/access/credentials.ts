import type { IncomingHttpHeaders } from 'node:http';
import { parseCookie } from 'cookie';

/** Over TLS the browser itself guarantees that nobody else on the domain has set it. */
export const SESSION_COOKIE = { plain: 'homelab_session', secure: '__Host-homelab_session' } as const;

/** How a request says who it is. Only what a browser attaches by itself (the cookie) can be forged across sites. */
export type Credentials =
  | { readonly kind: 'cookie'; readonly token: string }
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'none' };

/** Reads the Authorization header or, without one, the session cookie. */
export function credentialsOf(headers: IncomingHttpHeaders, secure: boolean): Credentials {
  const bearer = /^Bearer ([\w-]{1,128})$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return { kind: 'bearer', token: bearer };
  const token = cookieOf(headers, secure ? SESSION_COOKIE.secure : SESSION_COOKIE.plain);
  return token === null ? { kind: 'none' } : { kind: 'cookie', token };
}

/** The value of one cookie, or null. */
export function cookieOf(headers: IncomingHttpHeaders, name: string): string | null {
  return parseCookie(headers.cookie ?? '')[name] ?? null;
}
