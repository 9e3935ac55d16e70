import type { Service } from '#shared/service';
import type { ComposeOrigin, ContainerDetail, ServiceDetail } from '#shared/service-detail';
import type { ContainerFacts } from '../container-facts.ts';
import { toContainer } from './derive-service.ts';

/** Everything that is known of one service. */
export function deriveDetail(service: Service, facts: readonly ContainerFacts[]): ServiceDetail {
  const byId = new Map(facts.map((entry): [string, ContainerFacts] => [entry.id, entry]));
  return {
    ...service,
    containers: service.containers
      .map(({ id }) => byId.get(id))
      .filter((entry) => entry !== undefined)
      .map(toDetail),
    compose: composeOrigin(facts),
  };
}

function toDetail(facts: ContainerFacts): ContainerDetail {
  const { createdAt, finishedAt, oomKilled, engineMessage, restartPolicy, healthCheck } = facts;
  const { stopTimeoutSeconds, networkOf } = facts;
  return {
    ...toContainer(facts),
    createdAt,
    finishedAt,
    oomKilled,
    engineMessage,
    stopTimeoutSeconds,
    networkOf,
    restartPolicy,
    command: [...facts.command],
    environment: facts.environmentNames.map((name) => ({ name, value: 'hidden' })),
    mounts: [...facts.mounts],
    networks: [...facts.networks],
    labels: [...facts.labels],
    healthCheck: healthCheck === null ? null : { ...healthCheck, log: [...healthCheck.log] },
  };
}

function composeOrigin(facts: readonly ContainerFacts[]): ComposeOrigin | null {
  const compose = facts[0]?.compose ?? null;
  if (compose === null) return null;
  return { ...compose, configFiles: [...compose.configFiles], replicas: facts.length };
}
