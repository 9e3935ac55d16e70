import type { ContainerImprint } from '#shared/container-imprint';
import type { Port } from '#shared/service';
import type { Mount } from '#shared/service-detail';
import type { ContainerFacts } from '../container-facts.ts';
import { serviceIdentity } from './service-key.ts';

const NUMBER_LABEL = 'com.docker.compose.container-number';

/** What is remembered of a probe's output: enough for a sentence. */
const PROBE_MAX = 300;

/** What of a container tells, compared with another time, that something changed. */
export function toImprint(facts: ContainerFacts, stopSeen: boolean): ContainerImprint {
  const { key } = serviceIdentity(facts);
  const { id, name, image, imageId, state, health, oomKilled, restartCount, startedAt, finishedAt } = facts;
  const isUp = state === 'running' || state === 'paused';
  return {
    id,
    name,
    service: key,
    slot: slotOf(facts, key),
    ...{ image, imageId, state, health, oomKilled, restartCount, startedAt, finishedAt, stopSeen },
    exitCode: isUp || startedAt === null ? null : facts.exitCode,
    command: facts.command,
    restartPolicy: facts.restartPolicy.name,
    ports: facts.ports.map(portText).sort(),
    mounts: facts.mounts.map(mountText).sort(),
    networks: facts.networks.map((network) => network.name),
    ...facts.limits,
    environment: facts.environmentDigests,
    probe: (facts.healthCheck?.log.at(-1)?.output ?? '').trim().slice(0, PROBE_MAX),
    failingStreak: facts.healthCheck?.failingStreak ?? 0,
  };
}

/** While compose replaces a container, old and new are there at once, under different names and the same number. */
function slotOf({ compose, labels }: ContainerFacts, key: string): string {
  if (compose === null) return key;
  const number = labels.find(({ name }) => name === NUMBER_LABEL)?.value ?? '1';
  return `${key}#${number}`;
}

function portText({ privatePort, protocol, publicPort, hostIp }: Port): string {
  if (publicPort === null) return `${privatePort}/${protocol}`;
  const host = hostIp === null || hostIp === '0.0.0.0' ? '' : `${hostIp}:`;
  return `${host}${publicPort}:${privatePort}/${protocol}`;
}

function mountText({ source, target, writable }: Mount): string {
  return `${source}:${target}${writable ? '' : ':ro'}`;
}
