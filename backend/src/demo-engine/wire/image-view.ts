import { repoDigests, repoTags, type Image } from '../model/images.ts';
import { toRfc3339, toUnixSeconds } from '../model/moment.ts';
import { imageGraphDriver } from './graph-driver-view.ts';
import { isOlderThan, type JsonObject, type View } from './view.ts';

/** One entry of `GET /images/json`. */
export function imageListView(image: Image, view: View): JsonObject {
  const users = view.model.fleet.all().filter(({ imageId }) => imageId === image.id).length;
  const { labels } = image.config;
  return {
    Containers: isOlderThan(view, '1.51') ? -1 : users,
    Created: toUnixSeconds(image.createdAt),
    Id: image.id,
    Labels: Object.keys(labels).length === 0 ? null : labels,
    ParentId: '',
    RepoDigests: repoDigests(image),
    RepoTags: repoTags(image),
    SharedSize: -1,
    Size: image.bytes,
    ...(isOlderThan(view, '1.44') ? { VirtualSize: image.bytes } : {}),
  };
}

/** `GET /images/{name}/json`. */
export function imageInspectView(image: Image, view: View): JsonObject {
  return {
    Id: image.id,
    RepoTags: repoTags(image),
    RepoDigests: repoDigests(image),
    Parent: '',
    Comment: 'buildkit.dockerfile.v0',
    Created: toRfc3339(image.createdAt),
    ...(isOlderThan(view, '1.44') && view.profile.isClassic ? { Container: '' } : {}),
    ...(isOlderThan(view, '1.45') ? { ContainerConfig: EMPTY_CONFIG } : {}),
    DockerVersion: '',
    Author: '',
    Architecture: 'amd64',
    Os: 'linux',
    Size: image.bytes,
    ...(isOlderThan(view, '1.44') ? { VirtualSize: image.bytes } : {}),
    GraphDriver: imageGraphDriver(image),
    RootFS: { Type: 'layers', Layers: image.layers.map(({ diffId }) => diffId) },
    Metadata: { LastTagTime: toRfc3339(image.lastTaggedAt) },
    Config: configView(image, view),
  };
}

function configView({ config }: Image, view: View): JsonObject {
  return {
    ...(isOlderThan(view, '1.50') ? EMPTY_CONFIG : {}),
    ...(config.exposed.length === 0
      ? {}
      : { ExposedPorts: Object.fromEntries(config.exposed.map((port) => [port, {}])) }),
    Cmd: config.command.length === 0 ? null : config.command,
    Entrypoint: config.entrypoint,
    Env: config.env.length === 0 ? null : config.env,
    Labels: Object.keys(config.labels).length === 0 ? null : config.labels,
    OnBuild: null,
    User: config.user,
    Volumes: null,
    WorkingDir: config.workingDir,
  };
}

const EMPTY_CONFIG = {
  Hostname: '',
  Domainname: '',
  User: '',
  AttachStdin: false,
  AttachStdout: false,
  AttachStderr: false,
  Tty: false,
  OpenStdin: false,
  StdinOnce: false,
  Env: null,
  Cmd: null,
  Image: '',
  Volumes: null,
  WorkingDir: '',
  Entrypoint: null,
  OnBuild: null,
  Labels: null,
};

/** `GET /distribution/{name}/json`: what the registry has, without pulling it. */
export function distributionView(image: Image): JsonObject {
  return {
    Descriptor: {
      mediaType: 'application/vnd.oci.image.index.v1+json',
      digest: image.digest,
      size: 1_000 + 100 * image.layers.length,
    },
    Platforms: [
      { architecture: 'amd64', os: 'linux' },
      { architecture: 'arm64', os: 'linux', variant: 'v8' },
    ],
  };
}
