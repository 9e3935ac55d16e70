import { AppError } from '../errors/app-error.ts';

/** The request names a host that is not ours. 400. */
export class HostNotAllowed extends AppError {
  readonly code = 'host_not_allowed';
  readonly kind = 'user';

  constructor(host: string | null) {
    super(
      host === null
        ? 'The request names no host. Send a Host header.'
        : `This server does not answer to the name “${host}”. If it should, add the name to HOMELAB_ALLOWED_HOSTS and restart.`,
    );
  }
}

/** The client's address lies outside the networks that are served. 403. */
export class NetworkNotAllowed extends AppError {
  readonly code = 'network_not_allowed';
  readonly kind = 'user';

  constructor(address: string) {
    super(
      `The address ${address} is outside the networks this server answers to. If it should be served, add its network to HOMELAB_ALLOWED_NETWORKS and restart.`,
    );
  }
}

/** Another site's page made the browser send this. 403. */
export class CrossSiteRequest extends AppError {
  readonly code = 'cross_site_request';
  readonly kind = 'user';

  constructor(why: string) {
    super(
      `The request did not come from a page of this server (${why}), so it was refused. Behind a reverse proxy, pass the Host header on, or set X-Forwarded-Host and X-Forwarded-Proto and name the proxy in HOMELAB_TRUSTED_PROXIES.`,
    );
  }
}
