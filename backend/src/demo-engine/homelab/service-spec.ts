import {
  containerSpec,
  type AttachmentSpec,
  type ContainerSpec,
  type HealthcheckSpec,
} from '../model/container-spec.ts';
import { derivedId } from '../model/random.ts';
import { parsePort, parseRestart, parseVolume } from './compose-syntax.ts';
import { type ProjectDeclaration, type ServiceDeclaration } from './declaration.ts';

const COMPOSE_VERSION = '2.40.3';
const DEFAULT_PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** What the engine assumes where a health check does not say. */
const DEFAULT_CHECK = { intervalSeconds: 30, timeoutSeconds: 30, startPeriodSeconds: 0, retries: 3 };

/** Which container of which service. */
export interface Place {
  readonly project: ProjectDeclaration;
  readonly service: string;
  readonly replica: number;
  readonly imageId: string;
}

/** What compose would create for one replica of a service. */
export function composeSpec(declared: ServiceDeclaration, place: Place): ContainerSpec {
  const { project } = place;
  return containerSpec({
    ...commonSpec(declared, project.name),
    labels: { ...composeLabels(declared, place), ...declared.labels },
    networks: attachments(declared, place),
    networkMode: networkModeOf(declared, project),
  });
}

/** What `docker run` would create, outside any project. */
export function plainSpec(declared: ServiceDeclaration): ContainerSpec {
  return containerSpec({ ...commonSpec(declared, null), labels: declared.labels ?? {} });
}

function commonSpec(declared: ServiceDeclaration, project: string | null) {
  const { image, options } = declared;
  return {
    image: image.reference,
    entrypoint: image.entrypoint ?? null,
    command: declared.command ?? image.command ?? [],
    env: [...entries(declared.environment), ...(image.env ?? []), DEFAULT_PATH],
    ports: (declared.ports ?? []).map(parsePort),
    mounts: (declared.volumes ?? []).map((volume) => parseVolume(volume, project)),
    restart: parseRestart(declared.restart ?? 'unless-stopped'),
    healthcheck: healthcheckOf(declared),
    workingDir: image.workingDir ?? '',
    user: image.user ?? '',
    memoryLimitBytes: declared.memoryLimit ?? 0,
    behaviour: declared.behaviour,
    ...options,
  };
}

function entries(environment: Readonly<Record<string, string>> = {}): readonly string[] {
  return Object.entries(environment).map(([name, value]) => `${name}=${value}`);
}

function healthcheckOf({ healthcheck }: ServiceDeclaration): HealthcheckSpec | null {
  return healthcheck === undefined ? null : { ...DEFAULT_CHECK, ...healthcheck };
}

/** The labels compose v2 writes, which is how a container is known to belong to a service. */
function composeLabels(
  declared: ServiceDeclaration,
  { project, service, replica, imageId }: Place,
): Record<string, string> {
  const conditions = Object.entries(declared.dependsOn ?? {});
  const network =
    declared.networkMode?.startsWith('service:') === true
      ? declared.networkMode.slice('service:'.length)
      : null;
  if (network !== null) conditions.push([network, 'service_started']);
  return {
    'com.docker.compose.config-hash': derivedId('config', project.name, service),
    'com.docker.compose.container-number': String(replica),
    'com.docker.compose.depends_on': conditions
      .map(([name, condition]) => `${name}:${condition}:false`)
      .join(','),
    'com.docker.compose.image': imageId,
    'com.docker.compose.oneoff': 'False',
    'com.docker.compose.project': project.name,
    'com.docker.compose.project.config_files': `${project.workingDir}/compose.yaml`,
    'com.docker.compose.project.working_dir': project.workingDir,
    'com.docker.compose.service': service,
    'com.docker.compose.version': COMPOSE_VERSION,
  };
}

function attachments(
  declared: ServiceDeclaration,
  { project, service, replica }: Place,
): readonly AttachmentSpec[] {
  if (declared.networkMode === 'host') return [{ network: 'host', aliases: null }];
  if (declared.networkMode !== undefined) return [];
  const aliases = [...new Set([containerName(declared, project.name, service, replica), service])];
  return ['default', ...(declared.networks ?? [])].map((name) => ({
    network: networkName(project.name, name),
    aliases,
  }));
}

function networkModeOf({ networkMode }: ServiceDeclaration, project: ProjectDeclaration): string | null {
  const service = networkMode?.startsWith('service:') === true ? networkMode.slice('service:'.length) : null;
  if (service === null) return networkMode ?? null;
  const owner = project.services[service];
  return `container:${owner?.containerName ?? `${project.name}-${service}-1`}`;
}

/** `/proxy` is a network of its own, `db` one of the project. */
export function networkName(project: string, name: string): string {
  return name.startsWith('/') ? name.slice(1) : `${project}_${name}`;
}

export function containerName(
  declared: ServiceDeclaration,
  project: string,
  service: string,
  replica: number,
): string {
  return declared.containerName ?? `${project}-${service}-${replica}`;
}
