import { homedir, hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { type DockerHost } from './docker-host.ts';
import { configFileOf, type Environment, readEnvironment } from './environment.ts';
import { type Network } from './network.ts';
import { type ConfigurationProblem } from './configuration-invalid.ts';
import { readSettings, type Settings, type SettingsReading } from './settings-file.ts';
import { type Variables } from './variables.ts';

/** What `ssh://` needs. */
export interface SshConfig {
  /** Null: without an agent, the usual key files are tried. */
  readonly agentSocket: string | null;
  /** Where `known_hosts` and the key files are. */
  readonly directory: string;
}

/** How to reach the engine. */
export interface EngineConfig {
  readonly mode: 'docker' | 'auto' | 'demo';
  readonly host: DockerHost;
  /** Whether `DOCKER_HOST` was given: `auto` never falls back to the demo engine then. */
  readonly explicit: boolean;
  /** The folder with the TLS files, or null without TLS. */
  readonly tlsDirectory: string | null;
  readonly ssh: SshConfig;
}

/** Everything that can be configured, parsed and complete. */
export class AppConfig {
  readonly host: string;
  readonly port: number;
  /** Absolute path. */
  readonly dataDirectory: string;
  readonly serverName: string;
  readonly engine: EngineConfig;
  readonly firstAdmin: { readonly username: string; readonly password: string | null };
  readonly allowedHosts: readonly string[];
  readonly allowedNetworks: readonly Network[];
  readonly trustedProxies: readonly Network[];
  readonly logLevel: string;
  /** How many days an entry of the trail is kept; null: for ever. */
  readonly auditKeepDays: number | null;
  /** What the settings file says of commands. */
  readonly commands: Pick<Settings, 'commands' | 'compose' | 'host_commands' | 'host'>;
  /** What is odd about the settings file without being wrong. */
  readonly warnings: readonly ConfigurationProblem[];

  private constructor(
    variables: Variables,
    { settings, warnings }: SettingsReading,
    environment: Environment,
  ) {
    this.host = variables.HOMELAB_HOST;
    this.port = variables.HOMELAB_PORT;
    this.dataDirectory = resolve(variables.HOMELAB_DATA_DIR);
    this.serverName = settings.name ?? hostname();
    this.engine = engineConfig(variables, environment);
    this.firstAdmin = {
      username: variables.HOMELAB_ADMIN_USERNAME,
      password: variables.HOMELAB_ADMIN_PASSWORD,
    };
    this.allowedHosts = variables.HOMELAB_ALLOWED_HOSTS ?? [];
    this.allowedNetworks = variables.HOMELAB_ALLOWED_NETWORKS;
    this.trustedProxies = variables.HOMELAB_TRUSTED_PROXIES;
    this.logLevel = variables.HOMELAB_LOG_LEVEL;
    this.auditKeepDays = settings.audit?.keep === undefined ? null : Number.parseInt(settings.audit.keep, 10);
    this.commands = settings;
    this.warnings = warnings;
  }

  /**
   * Reads the environment and the settings file.
   *
   * @throws ConfigurationInvalid with every problem at once
   */
  static read(environment: Environment): AppConfig {
    const variables = readEnvironment(environment);
    return new AppConfig(variables, readSettings(configFileOf(variables)), environment);
  }
}

function engineConfig(variables: Variables, environment: Environment): EngineConfig {
  const host = variables.DOCKER_HOST;
  const certPath = variables.DOCKER_CERT_PATH;
  const usesTls = host.transport === 'tcp' && (variables.DOCKER_TLS_VERIFY || certPath !== null);
  return {
    mode: variables.HOMELAB_ENGINE,
    host,
    explicit: (environment['DOCKER_HOST'] ?? '') !== '',
    tlsDirectory: usesTls ? resolve(certPath ?? join(homedir(), '.docker')) : null,
    ssh: { agentSocket: variables.SSH_AUTH_SOCK, directory: join(homedir(), '.ssh') },
  };
}
