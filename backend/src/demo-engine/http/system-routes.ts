import { networkView } from '../wire/network-view.ts';
import { infoView, versionView } from '../wire/system-view.ts';
import { volumeView } from '../wire/volume-view.ts';
import { type Call } from './call.ts';
import { sendJson, sendText } from './reply.ts';

export function ping({ method, reply, headers, profile }: Call): void {
  sendText(reply, 200, method === 'HEAD' ? '' : 'OK', {
    ...headers,
    ...(profile.isClassic ? {} : { 'Builder-Version': '2', Swarm: 'inactive' }),
    'Cache-Control': 'no-cache, no-store, must-revalidate',
    Pragma: 'no-cache',
    'Content-Type': 'text/plain; charset=utf-8',
  });
}

export function version({ reply, profile, headers }: Call): void {
  sendJson(reply, 200, versionView(profile), headers);
}

export function info(call: Call): void {
  sendJson(call.reply, 200, infoView(call), call.headers);
}

export function listNetworks(call: Call): void {
  const networks = call.model.networks.all().map((network) => networkView(network, call, 'without-members'));
  sendJson(call.reply, 200, networks, call.headers);
}

export function inspectNetwork(call: Call): void {
  const network = call.model.networks.get(call.name);
  sendJson(call.reply, 200, networkView(network, call, 'with-members'), call.headers);
}

export function listVolumes({ model, reply, headers }: Call): void {
  sendJson(reply, 200, { Volumes: model.volumes.all().map(volumeView), Warnings: null }, headers);
}

export function inspectVolume({ model, name, reply, headers }: Call): void {
  sendJson(reply, 200, volumeView(model.volumes.get(name)), headers);
}
