import { toRfc3339, SECOND } from '../model/moment.ts';
import { mountpointOf, type Volume } from '../model/volumes.ts';
import { type JsonObject } from './view.ts';

export function volumeView({ name, createdAt, labels }: Volume): JsonObject {
  return {
    CreatedAt: wholeSeconds(createdAt),
    Driver: 'local',
    Labels: labels,
    Mountpoint: mountpointOf(name),
    Name: name,
    Options: null,
    Scope: 'local',
  };
}

function wholeSeconds(moment: number): string {
  return toRfc3339(Math.floor(moment / SECOND) * SECOND).replace(/\.\d+Z$/, 'Z');
}
