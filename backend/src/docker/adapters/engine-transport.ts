import { readFileSync } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { DockerOptions } from 'dockerode';
import { EngineFailure } from '../engine-failure.ts';
import type { EngineAddress } from './engine-address.ts';

const PLAIN_PORT = 2375;
const TLS_PORT = 2376;

/** Connections to the engine at the most, the event stream included. */
const CONNECTIONS_MAX = 24;

/**
 * Of these, how many may be taken by calls that last: stops and pulls take minutes, and the watcher's inspections
 * and pings must never stand in line behind them, or a busy engine would be taken for a dead one.
 */
const LASTING_CALLS_MAX = 16;

/** How the SDK reaches the engine, and how to let go of it. */
export interface EngineTransport {
  readonly options: DockerOptions;
  /** How many calls that last may be under way at once; the others wait for their turn. */
  readonly lastingCalls: number;
  close(): void;
}

/**
 * Everything the SDK needs, spelled out: it would otherwise fill in what is missing from `DOCKER_*` variables
 * by rules of its own.
 *
 * @throws EngineFailure if the TLS files cannot be read
 */
export async function openTransport(address: EngineAddress): Promise<EngineTransport> {
  const { host } = address;
  switch (host.transport) {
    case 'unix': {
      const agent = quiet(new HttpAgent({ keepAlive: true, maxSockets: CONNECTIONS_MAX }));
      return transport({ ...NOTHING, socketPath: host.socketPath, protocol: 'http', agent }, agent);
    }
    case 'tcp': {
      if (address.tlsDirectory !== null) return tlsTransport(host, address.tlsDirectory);
      const agent = quiet(new HttpAgent({ keepAlive: true, maxSockets: CONNECTIONS_MAX }));
      return transport(
        { ...NOTHING, host: host.host, port: host.port ?? PLAIN_PORT, protocol: 'http', agent },
        agent,
      );
    }
    case 'ssh': {
      const { SshAgent, LASTING_CHANNELS_MAX } = await import('./ssh-agent.ts'); // a megabyte of cryptography few people need
      const agent = quiet(new SshAgent(host, address.ssh));
      // The host is only a name for the Host header: the agent decides where connections go.
      return {
        ...transport({ ...NOTHING, host: 'docker', port: PLAIN_PORT, protocol: 'http', agent }, agent),
        lastingCalls: LASTING_CHANNELS_MAX,
      };
    }
  }
}

/** Keys the SDK would look up in the environment if they were absent. */
const NOTHING = {
  socketPath: undefined,
  host: undefined,
  port: undefined,
  ca: undefined,
  cert: undefined,
  key: undefined,
  timeout: undefined,
  pathPrefix: '/',
};

function tlsTransport(
  host: { readonly host: string; readonly port: number | null },
  folder: string,
): EngineTransport {
  const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readTlsFile(join(folder, name)));
  const agent = quiet(
    new HttpsAgent({ keepAlive: true, maxSockets: CONNECTIONS_MAX, ca, cert, key, minVersion: 'TLSv1.2' }),
  );
  return transport(
    { ...NOTHING, host: host.host, port: host.port ?? TLS_PORT, protocol: 'https', agent },
    agent,
  );
}

function readTlsFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new EngineFailure(
      'engine_tls',
      `The TLS file ${path} cannot be read.`,
      'Set DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem.',
      { cause: error },
    );
  }
}

function transport(options: Record<string, unknown>, agent: { destroy(): void }): EngineTransport {
  return {
    options,
    lastingCalls: LASTING_CALLS_MAX,
    close: () => {
      agent.destroy();
    },
  };
}

/**
 * The SDK prints each request's options, agent and all, for a debug line that is never shown: measured at
 * several milliseconds a call. An agent that prints as one word makes that free.
 */
function quiet<T extends object>(agent: T): T {
  Object.defineProperty(agent, inspect.custom, { value: () => '[agent]' });
  return agent;
}
