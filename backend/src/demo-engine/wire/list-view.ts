import { type Container } from '../model/container.ts';
import { toUnixSeconds } from '../model/moment.ts';
import { endpointsView } from './endpoint-view.ts';
import { networkModeOf } from './host-config-view.ts';
import { mountsView } from './mounts-view.ts';
import { portList } from './ports-view.ts';
import { statusText } from './status-text.ts';
import { type JsonObject, type View } from './view.ts';

/** One entry of `GET /containers/json`. */
export function listView(container: Container, view: View, options: { readonly size: boolean }): JsonObject {
  const { spec } = container;
  return {
    Id: container.id,
    Names: [`/${container.name}`],
    Image: imageName(container, view),
    ImageID: container.imageId,
    Command: commandLine([...(spec.entrypoint ?? []), ...spec.command]),
    Created: toUnixSeconds(container.createdAt),
    Ports: portList(container),
    ...(options.size ? sizeView(container) : {}),
    Labels: spec.labels,
    State: container.state,
    Status: statusText(container, view.model.clock.now()),
    HostConfig: { NetworkMode: networkModeOf(container, view) },
    NetworkSettings: { Networks: endpointsView(container, view, 'without-names') },
    Mounts: mountsView(container),
  };
}

/** Invented, but the same each time. */
export function sizeView({ id, spec }: Container): { readonly SizeRw: number; readonly SizeRootFs: number } {
  const SizeRw = Number.parseInt(id.slice(0, 5), 16);
  return { SizeRw, SizeRootFs: SizeRw + Math.floor(3 * spec.behaviour.memoryBytes) };
}

/** The name it was created with, or the id once another image has that name. */
function imageName({ spec, imageId }: Container, { model }: View): string {
  return model.images.find(spec.image)?.id === imageId ? spec.image : imageId;
}

function commandLine(words: readonly string[]): string {
  return words.map((word) => (/[\s"']/.test(word) ? `'${word}'` : word)).join(' ');
}
