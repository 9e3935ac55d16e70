import { type LogProgram } from '../../model/log-program.ts';
import { forgejo, forgejoRunner, registry, renovate } from './dev.ts';
import { adguard, crowdsec, traefik, whoami } from './edge.ts';
import { homeAssistant, mosquitto, zigbee2mqtt } from './home.ts';
import { immichMachineLearning, immichServer } from './immich.ts';
import { gluetun, jellyfin, qbittorrent, radarr, sonarr } from './media.ts';
import { minecraft, vaultwarden } from './outside-compose.ts';
import { paperless, postgres, redis, restic } from './paperless.ts';
import { plainTime, program } from './program.ts';

/** For containers that tests and generators add. */
const counter = program({
  everySeconds: 5,
  starting: ['started'],
  failing: ['failed'],
  sayings: [
    { weight: 3, text: (c) => `${plainTime(c)} tick ${c.turn}` },
    {
      weight: 1,
      stream: 'stderr',
      text: (c) => `${plainTime(c)} warning: tick ${c.turn} was late – Übertragung`,
    },
  ],
});

/** The voices by the name a container's behaviour gives. */
export const PROGRAMS: Readonly<Record<string, LogProgram>> = {
  adguard,
  counter,
  crowdsec,
  forgejo,
  'forgejo-runner': forgejoRunner,
  gluetun,
  'home-assistant': homeAssistant,
  'immich-machine-learning': immichMachineLearning,
  'immich-server': immichServer,
  jellyfin,
  minecraft,
  mosquitto,
  paperless,
  postgres,
  qbittorrent,
  radarr,
  redis,
  registry,
  renovate,
  restic,
  silent: program({ everySeconds: null, sayings: [] }),
  sonarr,
  traefik,
  vaultwarden,
  whoami,
  zigbee2mqtt,
};
