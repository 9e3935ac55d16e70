import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { EngineState } from '#shared/engine';
import type { EngineConfig } from '../../platform/config/app-config.ts';
import { describeDockerHost } from '../../platform/config/docker-host.ts';
import type { ComposeSection } from '../../platform/config/settings/compose-section.ts';
import type { ComposeProgram } from '../command-settings.ts';

/** Where a docker command line is installed by packages and by hand. */
const CANDIDATES = ['/usr/bin/docker', '/usr/local/bin/docker', '/opt/homebrew/bin/docker'] as const;

/** What the docker command line may start itself: `ssh`, and the helpers that keep registry logins. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const DEMO_REASON =
  'The demo engine has no compose files behind it. Run this program against a real Docker Engine to use compose.';

/** Finds the docker command line, once, at start. */
export function findComposeProgram(
  section: ComposeSection,
  engine: Pick<EngineConfig, 'host' | 'tlsDirectory' | 'ssh'>,
  kind: EngineState['kind'],
  candidates: readonly string[] = CANDIDATES,
): ComposeProgram {
  if (kind === 'demo') return { status: 'unavailable', reason: DEMO_REASON };
  const places = section.docker === undefined ? candidates : [section.docker];
  const docker = places.find(isProgram);
  if (docker === undefined) {
    const reason = `There is no docker command line at ${places.join(' or ')}. Install it with its compose plugin (the container image has both), or say in the settings file where it is: compose: { docker: /path/to/docker }.`;
    return { status: 'unavailable', reason };
  }
  return { status: 'ready', docker, env: environmentOf(section, engine) };
}

/**
 * Nothing is inherited. HOME is the real one, for compose files may refer to it: with another one `up` would quietly
 * mount other folders.
 */
function environmentOf(
  section: ComposeSection,
  { host, tlsDirectory, ssh }: Pick<EngineConfig, 'host' | 'tlsDirectory' | 'ssh'>,
): Readonly<Record<string, string>> {
  const address = host.transport === 'unix' ? `unix://${host.socketPath}` : describeDockerHost(host);
  return {
    LANG: 'C.UTF-8',
    ...section.environment,
    PATH,
    HOME: section.environment?.['HOME'] ?? homedir(),
    DOCKER_HOST: address,
    DOCKER_CONFIG: section.docker_config ?? join(homedir(), '.docker'),
    ...(tlsDirectory === null ? {} : { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: tlsDirectory }),
    ...(host.transport === 'ssh' && ssh.agentSocket !== null ? { SSH_AUTH_SOCK: ssh.agentSocket } : {}),
  };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false; // not there, or not ours to run
  }
}
