import { AppConfig } from '../platform/config/app-config.ts';
import { describeDockerHost } from '../platform/config/docker-host.ts';
import { type Network } from '../platform/config/network.ts';
import { type CommandResult } from './cli-output.ts';
import { type CliSurroundings } from './cli-surroundings.ts';

/** @throws ConfigurationInvalid */
export function checkConfiguration({ environment }: CliSurroundings): CommandResult {
  const config = AppConfig.read(environment);
  const configuration = {
    listen: `${config.host}:${config.port}`,
    dataDirectory: config.dataDirectory,
    serverName: config.serverName,
    engine: `${config.engine.mode}, ${describeDockerHost(config.engine.host)}`,
    allowedHosts: config.allowedHosts,
    allowedNetworks: config.allowedNetworks.map(cidr),
    trustedProxies: config.trustedProxies.map(cidr),
    logLevel: config.logLevel,
    ...commandSettings(config),
  };
  const lines = Object.entries(configuration).map(
    ([name, value]) => `  ${name}: ${[value].flat().join(', ')}`,
  );
  return {
    document: { ok: true, configuration, warnings: config.warnings },
    text: [
      'The configuration is in order.',
      ...lines,
      ...config.warnings.map(({ where, message }) => `Warning: ${where}: ${message}`),
    ].join('\n'),
  };
}

/** What the settings file says of commands, in a few words each; values of environments are left out. */
function commandSettings({ commands: settings }: AppConfig) {
  const { allow = ['*'], deny = [], rules = [] } = settings.commands ?? {};
  return {
    allowedCommands: allow,
    deniedCommands: deny,
    commandRules: rules.length,
    composeRoots: settings.compose?.roots ?? [],
    composeProjects: Object.keys(settings.compose?.projects ?? {}),
    hostCommands: (settings.host_commands ?? []).map(({ id }) => id),
    hostRoot: settings.host?.root ?? '/',
  };
}

function cidr({ address, prefix }: Network): string {
  return `${address}/${prefix}`;
}
