import {
  killContainer,
  pauseContainer,
  removeContainer,
  renameContainer,
  restartContainer,
  startContainer,
  stopContainer,
  unpauseContainer,
} from './action-routes.ts';
import { type Call } from './call.ts';
import { inspectContainer, listContainers, topContainer } from './container-routes.ts';
import { type DemoEndpoint } from './endpoints.ts';
import { streamEvents } from './event-routes.ts';
import { inspectDistribution, inspectImage, listImages, pullImage } from './image-routes.ts';
import { streamLogs } from './log-routes.ts';
import { streamStats } from './stats-routes.ts';
import {
  info,
  inspectNetwork,
  inspectVolume,
  listNetworks,
  listVolumes,
  ping,
  version,
} from './system-routes.ts';

export interface Route {
  readonly endpoint: DemoEndpoint;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  /** Without the version; its one group is the name of what is meant. */
  readonly pattern: RegExp;
  readonly handle: (call: Call) => void | Promise<void>;
}

function route(endpoint: DemoEndpoint, line: string, handle: Route['handle']): Route {
  const [method = '', path = ''] = line.split(' ');
  // Image names contain slashes, the others do not.
  const pattern = path.replace('{name}', '(.+)').replace('{id}', '([^/]+)');
  return { endpoint, method: method as Route['method'], pattern: new RegExp(`^${pattern}$`), handle };
}

/** All that the demo engine answers. Whatever is not here is “page not found”. */
export const ROUTES: readonly Route[] = [
  route('ping', 'GET /_ping', ping),
  route('ping', 'HEAD /_ping', ping),
  route('version', 'GET /version', version),
  route('info', 'GET /info', info),
  route('events', 'GET /events', streamEvents),
  route('list', 'GET /containers/json', listContainers),
  route('inspect', 'GET /containers/{id}/json', inspectContainer),
  route('top', 'GET /containers/{id}/top', topContainer),
  route('logs', 'GET /containers/{id}/logs', streamLogs),
  route('stats', 'GET /containers/{id}/stats', streamStats),
  route('start', 'POST /containers/{id}/start', startContainer),
  route('stop', 'POST /containers/{id}/stop', stopContainer),
  route('restart', 'POST /containers/{id}/restart', restartContainer),
  route('kill', 'POST /containers/{id}/kill', killContainer),
  route('pause', 'POST /containers/{id}/pause', pauseContainer),
  route('unpause', 'POST /containers/{id}/unpause', unpauseContainer),
  route('rename', 'POST /containers/{id}/rename', renameContainer),
  route('remove', 'DELETE /containers/{id}', removeContainer),
  route('images', 'GET /images/json', listImages),
  route('image', 'GET /images/{name}/json', inspectImage),
  route('pull', 'POST /images/create', pullImage),
  route('distribution', 'GET /distribution/{name}/json', inspectDistribution),
  route('networks', 'GET /networks', listNetworks),
  route('network', 'GET /networks/{id}', inspectNetwork),
  route('volumes', 'GET /volumes', listVolumes),
  route('volume', 'GET /volumes/{id}', inspectVolume),
];
