import { type DockerHost } from '../../platform/config/docker-host.ts';
import type { EngineAddress } from '../adapters/engine-address.ts';

/** An address that needs nothing but the host, except for what the test says. */
export function anAddress(host: DockerHost, facts: Partial<EngineAddress> = {}): EngineAddress {
  return { host, tlsDirectory: null, ssh: { agentSocket: null, directory: '/nonexistent' }, ...facts };
}
