import { type Container } from '../model/container.ts';
import { type MountSpec } from '../model/container-spec.ts';
import { mountpointOf } from '../model/volumes.ts';
import { type JsonObject } from './view.ts';

export function mountsView({ spec }: Container): readonly JsonObject[] {
  return spec.mounts.map((mount) => (mount.type === 'volume' ? volumeView(mount) : bindView(mount)));
}

function bindView({ source, target, readOnly }: MountSpec): JsonObject {
  return {
    Type: 'bind',
    Source: source,
    Destination: target,
    Mode: modeOf(readOnly),
    RW: !readOnly,
    Propagation: 'rprivate',
  };
}

function volumeView({ source, target, readOnly }: MountSpec): JsonObject {
  return {
    Type: 'volume',
    Name: source,
    Source: mountpointOf(source),
    Destination: target,
    Driver: 'local',
    Mode: modeOf(readOnly),
    RW: !readOnly,
    Propagation: '',
  };
}

/** `HostConfig.Binds`; null where there are none. */
export function bindsView({ spec }: Container): readonly string[] | null {
  if (spec.mounts.length === 0) return null;
  return spec.mounts.map(({ source, target, readOnly }) => `${source}:${target}:${modeOf(readOnly)}`);
}

function modeOf(readOnly: boolean): string {
  return readOnly ? 'ro' : 'rw';
}
