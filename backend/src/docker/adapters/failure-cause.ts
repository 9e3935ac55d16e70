import { EngineFailure } from '../engine-failure.ts';

const SET_HOST = 'or set DOCKER_HOST to where the engine listens';

/** Turns what a call to the engine failed with into one of our causes. */
export function engineFailureOf(error: unknown, where: string): EngineFailure {
  if (error instanceof EngineFailure) return error;
  const code = codeOf(error);
  const known = CAUSES[code] ?? (isTlsCode(code) ? TLS : undefined);
  if (known !== undefined) return known(where, error);
  return new EngineFailure(
    'engine_failed',
    `The call to the Docker Engine at ${where} failed: ${textOf(error)}.`,
    'Look at the engine’s log. The server tries again by itself.',
    { cause: error },
  );
}

export function engineTimeout(where: string, seconds: number): EngineFailure {
  return new EngineFailure(
    'engine_timeout',
    `The Docker Engine at ${where} has not answered for ${seconds} s. It accepts connections but is frozen or overloaded.`,
    'Look at its log (journalctl -u docker) and at the load of the machine.',
  );
}

/** A pull of which nothing has been heard for too long. */
export function enginePullSilent(where: string, minutes: number): EngineFailure {
  return new EngineFailure(
    'engine_timeout',
    `The Docker Engine at ${where} has said nothing about the pull for ${minutes} min. The registry or the disk does not keep up.`,
    'Look at the network, at the free space on the disk, and at the engine’s log (journalctl -u docker). What was downloaded is kept.',
  );
}

export function engineGarbled(where: string, what: string, cause?: unknown): EngineFailure {
  return new EngineFailure(
    'engine_garbled',
    `What answers at ${where} does not speak the Docker Engine API: ${what}.`,
    'Check that DOCKER_HOST points to a Docker Engine and not to something else.',
    { cause },
  );
}

export function engineStatus(where: string, status: number, message: string): EngineFailure {
  return new EngineFailure(
    'engine_failed',
    `The Docker Engine at ${where} answered ${status}: ${message}.`,
    'Look at the engine’s log. The server tries again by itself.',
  );
}

/** The engine went away while it was being used. */
export function engineLost(where: string, error?: unknown): EngineFailure {
  return new EngineFailure(
    'engine_lost',
    `The Docker Engine at ${where} closed the connection. It is restarting or has stopped.`,
    'If it does not come back, look at its log (journalctl -u docker).',
    { cause: error },
  );
}

type Cause = (where: string, error: unknown) => EngineFailure;

const NOT_FOUND: Cause = (where, error) =>
  new EngineFailure(
    'engine_not_found',
    `There is no Docker Engine at ${where}: the socket does not exist.`,
    `Start Docker (systemctl start docker), ${SET_HOST}. In a container, mount the socket into it.`,
    { cause: error },
  );

const REFUSED: Cause = (where, error) =>
  new EngineFailure(
    'engine_refused',
    `Nothing listens at ${where}: the Docker Engine is not running.`,
    `Start Docker (systemctl start docker), ${SET_HOST}.`,
    { cause: error },
  );

const DENIED: Cause = (where, error) =>
  new EngineFailure(
    'engine_permission_denied',
    `The Docker Engine refused the connection at ${where}: permission denied, running as ${whoAmI()}.`,
    'Add this user to the group that owns the socket (usually docker) and start the server again, or set DOCKER_HOST.',
    { cause: error },
  );

const UNREACHABLE: Cause = (where, error) =>
  new EngineFailure(
    'engine_not_found',
    `The host of the Docker Engine at ${where} cannot be reached (${codeOf(error)}).`,
    'Check the name in DOCKER_HOST, the network and the firewall.',
    { cause: error },
  );

const LOST: Cause = (where, error) => engineLost(where, error);

const TLS: Cause = (where, error) =>
  new EngineFailure(
    'engine_tls',
    `No trusted connection to the Docker Engine at ${where} could be made: ${textOf(error)}.`,
    'Check the files in DOCKER_CERT_PATH: ca.pem has to be the authority of the engine’s certificate, cert.pem and key.pem have to be known to the engine.',
    { cause: error },
  );

const CAUSES: Readonly<Record<string, Cause>> = {
  ENOENT: NOT_FOUND,
  ECONNREFUSED: REFUSED,
  EACCES: DENIED,
  EPERM: DENIED,
  ENOTFOUND: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  ECONNRESET: LOST,
  EPIPE: LOST,
  ERR_STREAM_PREMATURE_CLOSE: LOST,
  ECONNABORTED: LOST,
};

function isTlsCode(code: string): boolean {
  return /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|EPROTO)/.test(code);
}

/** Node's own code for a failed system call, connection or parse; empty if there is none. */
export function codeOf(error: unknown): string {
  const isObject = typeof error === 'object' && error !== null;
  return isObject && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What an error says, short enough for a page. */
function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().slice(0, 200);
}

function whoAmI(): string {
  return typeof process.getuid === 'function' ? `uid ${process.getuid()}` : 'this user';
}
