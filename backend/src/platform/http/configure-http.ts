import type { NestExpressApplication } from '@nestjs/platform-express';
import { type Log } from '../logging/logger.ts';
import { RealtimeAdapter } from '../realtime/realtime.adapter.ts';
import { browserFiles } from './browser-files.ts';
import { checkReach } from './check-reach.middleware.ts';
import { correlate } from './correlate.middleware.ts';
import { OriginPolicy } from './origin-policy.ts';
import { contentSecurityPolicy, securityHeaders } from './security-headers.ts';

/** A request is a name and a few parameters. */
const BODY_MAX = '64kb';

/** A request that takes longer to arrive than this is somebody holding a connection open. */
const REQUEST_TIMEOUT_MS = 30_000;

/** What Nest has to be told when the application is made: the parser is ours, and closing waits for nobody. */
export const HTTP_OPTIONS = { bodyParser: false, forceCloseConnections: true } as const;

/**
 * Sets up everything that stands before the routes, in the order it is passed.
 *
 * @param browserFolder where the browser build is
 */
export function configureHttp(app: NestExpressApplication, log: Log, browserFolder: string): void {
  app.disable('x-powered-by');
  app.disable('etag'); // the answers are live; hashing each would cost more than it saves
  app.use(correlate(log));
  app.use(checkReach(app.get(OriginPolicy), log));
  app.use(securityHeaders);
  app.use(apiHeaders);
  app.use(browserFiles(browserFolder));
  app.useBodyParser('json', { limit: BODY_MAX, strict: true });
  app.useWebSocketAdapter(new RealtimeAdapter(app));
  app.getHttpServer().requestTimeout = REQUEST_TIMEOUT_MS;
}

/** What the API answers is for this one client and this one moment. */
function apiHeaders(
  _request: unknown,
  response: { setHeader(name: string, value: string): void },
  next: () => void,
): void {
  response.setHeader('Content-Security-Policy', contentSecurityPolicy(null));
  response.setHeader('Cache-Control', 'no-store');
  next();
}
