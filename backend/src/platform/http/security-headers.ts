import helmet, { type HelmetOptions } from 'helmet';

/**
 * The Content Security Policy. Nothing runs but our own files; styles that Angular adds at run time carry the
 * page's nonce; text can become markup only through Angular's own Trusted Types policies.
 *
 * @param styleNonce of the page being served; null for everything that is no page
 */
export function contentSecurityPolicy(styleNonce: string | null): string {
  const directives: Readonly<Record<string, string>> = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': styleNonce === null ? "'self'" : `'self' 'nonce-${styleNonce}'`,
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'angular',
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

const OPTIONS: HelmetOptions = {
  contentSecurityPolicy: false, // set by hand below: the page's has a nonce
  crossOriginEmbedderPolicy: false,
  referrerPolicy: { policy: 'no-referrer' },
  // Behind plain HTTP on a LAN this header means nothing; over TLS it must not bind the person's other services.
  strictTransportSecurity: { maxAge: 15_552_000, includeSubDomains: false },
  xFrameOptions: { action: 'deny' },
};

/** Everything but the Content Security Policy. */
export const securityHeaders = helmet(OPTIONS);
