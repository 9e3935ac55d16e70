import type { DockerHost } from '../../platform/config/docker-host.ts';
import type { ContainerFacts } from '../container-facts.ts';
import type { ContainerId } from '../container-id.ts';

type Known = Pick<ContainerFacts, 'id' | 'name' | 'networks' | 'ports'>;

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/;

/**
 * The container through which this program reaches the engine, where a proxy stands before its socket: `DOCKER_HOST`
 * names it, its address, or a port it publishes on this machine.
 *
 * @returns null where the engine is reached directly
 */
export function findEngineProxy(host: DockerHost, known: readonly Known[]): ContainerId | null {
  if (host.transport !== 'tcp') return null;
  const isIt = LOOPBACK.test(host.host)
    ? ({ ports }: Known) => ports.some(({ publicPort }) => publicPort !== null && publicPort === host.port)
    : ({ name, networks }: Known) =>
        name === host.host ||
        networks.some(({ aliases, ipAddress }) => ipAddress === host.host || aliases.includes(host.host));
  return known.find(isIt)?.id ?? null;
}
