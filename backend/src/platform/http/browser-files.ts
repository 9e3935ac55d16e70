import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import sirv from 'sirv';
import { contentSecurityPolicy } from './security-headers.ts';

/** Paths that are never a page of the browser application. */
const NOT_A_PAGE = /^\/(api|socket\.io|healthz|readyz|metrics)(\/|$)/;

/** Angular names these after their content, so they never change. */
const HASHED = /-[A-Z0-9]{8}\.(js|css|woff2)$/;

/** A missing file is missing: a page in place of a script from an earlier build would only puzzle the browser. */
const A_FILE = /^\/(media\/.+|[^/]+)\.[a-z0-9]+$/i;

const NONCE_PLACEHOLDER = '__STYLE_NONCE__';

/**
 * Serves the browser application: its files as they are (compressed ahead of time), and its one page for
 * every other path, since the router of the page knows them.
 *
 * @param folder where the browser build is
 */
export function browserFiles(folder: string): RequestHandler {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) {
    return (_request, _response, next) => {
      next();
    };
  }
  const page = readFileSync(index, 'utf8').split(NONCE_PLACEHOLDER);
  const files = sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    extensions: [],
    setHeaders: (response, path) => {
      response.setHeader('Content-Security-Policy', contentSecurityPolicy(null));
      response.setHeader(
        'Cache-Control',
        HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead || NOT_A_PAGE.test(request.path)) {
      next();
    } else if (request.path === '/' || request.path === '/index.html') {
      sendPage(response, page);
    } else {
      files(request, response, () => {
        if (A_FILE.test(request.path)) next();
        else sendPage(response, page);
      });
    }
  };
}

/** @param page the page's text, cut where its nonce belongs */
function sendPage(response: Response, page: readonly string[]): void {
  const nonce = randomBytes(16).toString('base64');
  response.setHeader('Content-Security-Policy', contentSecurityPolicy(nonce));
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.end(page.join(nonce));
}
