/** Where the engine is: the parsed `DOCKER_HOST`. */
export type DockerHost =
  | { readonly transport: 'unix'; readonly socketPath: string }
  | {
      readonly transport: 'tcp';
      readonly host: string;
      /** null: the usual port, with or without TLS */ readonly port: number | null;
    }
  | {
      readonly transport: 'ssh';
      readonly host: string;
      readonly port: number;
      readonly username: string | null;
    };

const SSH_PORT = 22;

const EXPECTED = 'needs unix://PATH, tcp://HOST:PORT or ssh://USER@HOST';

/**
 * Reads a `DOCKER_HOST` as the docker command line does.
 *
 * @throws Error whose message says what the variable needs
 */
export function parseDockerHost(text: string): DockerHost {
  if (text.startsWith('unix://')) return unixHost(text.slice('unix://'.length));
  if (!URL.canParse(text)) throw new Error(EXPECTED);
  const url = new URL(text);
  switch (url.protocol) {
    case 'tcp:':
    case 'http:':
    case 'https:':
      return { transport: 'tcp', host: bareHost(url), port: portOf(url, null) };
    case 'ssh:':
      return {
        transport: 'ssh',
        host: bareHost(url),
        port: portOf(url, SSH_PORT),
        username: url.username === '' ? null : decodeURIComponent(url.username),
      };
    default:
      throw new Error(EXPECTED);
  }
}

function unixHost(path: string): DockerHost {
  if (!path.startsWith('/'))
    throw new Error('needs an absolute path after unix://, as in unix:///var/run/docker.sock');
  return { transport: 'unix', socketPath: path };
}

/** IPv6 addresses stand in brackets in a URL and without them everywhere else. */
function bareHost(url: URL): string {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host === '') throw new Error('names no host');
  return host;
}

function portOf<T>(url: URL, fallback: T): number | T {
  return url.port === '' ? fallback : Number(url.port);
}

/** How a person would write it, for messages. */
export function describeDockerHost(host: DockerHost): string {
  switch (host.transport) {
    case 'unix':
      return host.socketPath;
    case 'tcp':
      return `tcp://${host.host}${host.port === null ? '' : `:${host.port}`}`;
    case 'ssh':
      return `ssh://${host.username === null ? '' : `${host.username}@`}${host.host}:${host.port}`;
  }
}
