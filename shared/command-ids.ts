/** The commands this program comes with; a test holds this list and the catalog together. */
export const COMMAND_IDS = [
  'docker.pull-all',
  'docker.pull',
  'service.start',
  'service.stop',
  'service.restart',
  'compose.up',
  'compose.pull',
  'compose.restart',
  'compose.stop',
  'host.refresh',
  'host.reboot-check',
] as const;
