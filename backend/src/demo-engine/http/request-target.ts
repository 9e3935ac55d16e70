import { ROUTES, type Route } from './routes.ts';

/** What a request line means. */
export type Target =
  | {
      readonly kind: 'route';
      readonly route: Route;
      readonly name: string;
      readonly version: string | null;
      readonly query: URLSearchParams;
    }
  | { readonly kind: 'moved'; readonly to: string }
  | { readonly kind: 'unknown' };

/** Like the engine's router: `//` and `..` are cleaned away by a redirect, a version is optional. */
export function readTarget(method: string, url: string): Target {
  const [rawPath = '', ...rawQuery] = url.split('?');
  const path = decode(rawPath);
  if (path === null) return { kind: 'unknown' };
  const clean = cleanPath(path);
  const query = rawQuery.join('?');
  if (clean !== path) return { kind: 'moved', to: encodeURI(clean) + (query === '' ? '' : `?${query}`) };
  const [, version = null, rest = ''] = /^(?:\/v([0-9.]+))?(\/.*)$/.exec(path) ?? [];
  for (const route of ROUTES) {
    const match = route.method === method ? route.pattern.exec(rest) : null;
    if (match !== null) {
      return { kind: 'route', route, name: match[1] ?? '', version, query: new URLSearchParams(query) };
    }
  }
  return { kind: 'unknown' };
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function cleanPath(path: string): string {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') kept.pop();
    else if (part !== '' && part !== '.') kept.push(part);
  }
  const isFolder = path.length > 1 && path.endsWith('/');
  return `/${kept.join('/')}${isFolder ? '/' : ''}`;
}
