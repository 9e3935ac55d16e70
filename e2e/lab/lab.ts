// Starts engines by hand: node e2e/lab/lab.ts engines | up NAME [options] | sweep
import { parseArgs } from 'node:util';
import { composeIdentity, startMany } from './containers.ts';
import type { ContainerIdentity } from './containers.ts';
import { startEngine } from './engine.ts';
import { loadBusybox } from './images.ts';
import { findEngine, findEngines, whyUnavailable } from './installations.ts';
import { startRegistry } from './registry.ts';
import { sweepAbandoned } from './scratch.ts';

const USAGE = `usage: node e2e/lab/lab.ts COMMAND
  engines                   list the engines on this machine
  up NAME [options]         start one in the foreground until Ctrl-C, with lab/busybox:1 and :2 loaded
    --containers N          and N containers, labelled as the services of compose projects
    --network private|host  default private; host makes published ports reachable, one engine at a time
    --registry PORT         and a registry on 127.0.0.1:PORT that the engine can reach
  sweep                     end and delete what crashed lab processes left behind`;

const EXIT_USAGE = 2;
const EXIT_UNAVAILABLE = 3;

/** What a home server runs, for containers to look at. */
const PROJECTS: readonly (readonly [project: string, ...services: string[]])[] = [
  ['media', 'jellyfin', 'sonarr', 'radarr', 'prowlarr'],
  ['home', 'assistant', 'mosquitto', 'zigbee2mqtt'],
  ['cloud', 'nextcloud', 'postgres', 'redis'],
  ['monitoring', 'grafana', 'prometheus', 'loki', 'alertmanager'],
  ['proxy', 'traefik'],
];

const { values, positionals } = readArguments();
const [command, name] = positionals;
if (command === 'engines') await listEngines();
else if (command === 'up' && name !== undefined) await up(name);
else if (command === 'sweep') await sweep();
else usageError('no such command');

async function listEngines(): Promise<void> {
  exitIfUnavailable();
  for (const engine of await findEngines())
    console.log(`${engine.name}\t${engine.version}\t${engine.dockerd}`);
}

async function up(engineName: string): Promise<void> {
  exitIfUnavailable();
  const { containers, network, registryPort } = upOptions();
  const stopAsked = stopSignal();
  await using registry = registryPort === null ? null : await startRegistry({ port: registryPort });
  await using engine = await startEngine(await findEngine(engineName), {
    network,
    ...(registry === null ? {} : { registryPort: registry.port }),
  });
  await loadBusybox(engine);
  console.log(`# Docker ${engine.version}, API ${engine.apiVersion}, pid ${engine.pid}`);
  if (registry !== null) console.log(`# registry ${registry.hostPort}`);
  console.log(`DOCKER_HOST=${engine.dockerHost}`);
  if (containers > 0) {
    await startMany(engine, containers, { identity: homelabIdentity });
    console.log(`# ${containers} containers run; Ctrl-C ends everything`);
  }
  await stopAsked;
}

async function sweep(): Promise<void> {
  for (const folder of await sweepAbandoned()) console.log(`removed ${folder}`);
}

/** Every service once, then every service's second replica, and so on. */
function homelabIdentity(index: number): ContainerIdentity {
  const services = PROJECTS.flatMap(([project, ...names]) => names.map((service) => ({ project, service })));
  const chosen = services[index % services.length];
  if (chosen === undefined) throw new Error('PROJECTS is empty');
  return composeIdentity(chosen.project, chosen.service, 1 + Math.floor(index / services.length));
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        containers: { type: 'string', default: '0' },
        network: { type: 'string', default: 'private' },
        registry: { type: 'string' },
      },
    });
  } catch (error) {
    return usageError(error instanceof Error ? error.message : String(error));
  }
}

function upOptions() {
  const { network } = values;
  if (network !== 'private' && network !== 'host') return usageError(`--network ${network}`);
  return {
    network,
    containers: wholeNumber('--containers', values.containers),
    registryPort: values.registry === undefined ? null : wholeNumber('--registry', values.registry),
  } as const;
}

function wholeNumber(option: string, text: string): number {
  return /^\d+$/.test(text) ? Number(text) : usageError(`${option} ${text}`);
}

function usageError(problem: string): never {
  console.error(`${problem}\n${USAGE}`);
  process.exit(EXIT_USAGE);
}

function exitIfUnavailable(): void {
  const reason = whyUnavailable();
  if (reason === null) return;
  console.error(reason);
  process.exit(EXIT_UNAVAILABLE);
}

/** Resolves at the first Ctrl-C or SIGTERM. The timer keeps the process alive, because engines do not. */
async function stopSignal(): Promise<void> {
  const keepAlive = setInterval(() => undefined, 2 ** 30);
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      // Not `once`: terminals, npm and timeout(1) send it twice, and the second would cut the clean-up short.
      process.on(signal, () => {
        clearInterval(keepAlive);
        resolve();
      });
    }
  });
}
