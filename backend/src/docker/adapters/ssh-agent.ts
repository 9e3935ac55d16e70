import { existsSync, readFileSync } from 'node:fs';
import { Agent, type ClientRequestArgs } from 'node:http';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { Client, type ClientChannel, type ConnectConfig } from 'ssh2';
import { type SshConfig } from '../../platform/config/app-config.ts';
import { type DockerHost } from '../../platform/config/docker-host.ts';
import { EngineFailure } from '../engine-failure.ts';
import { type HostKeyVerdict, lookUpHostKey } from './known-hosts.ts';

type SshHost = Extract<DockerHost, { readonly transport: 'ssh' }>;

/** What Docker's own client runs at the other end: it joins the channel to the engine's socket. */
const DIAL_COMMAND = 'docker system dial-stdio';

/** sshd allows ten channels a connection (MaxSessions); one of ours is the event stream. */
const CHANNELS_MAX = 8;

/** Channels for calls that take minutes; the rest stays for the events and for calls that are over at once. */
export const LASTING_CHANNELS_MAX = 4;

const READY_TIMEOUT_MS = 3_000;
const KEEPALIVE_MS = 5_000;

const KEY_FILES = ['id_ed25519', 'id_ecdsa', 'id_rsa'];

/**
 * Carries HTTP connections to a Docker Engine through SSH, all over one SSH connection. Unlike the SDK's own
 * SSH support it checks the host's key, and an engine call does not cost a new connection.
 */
export class SshAgent extends Agent {
  private connecting: Promise<Client> | undefined;

  constructor(
    private readonly host: SshHost,
    private readonly ssh: SshConfig,
  ) {
    super({ keepAlive: true, maxSockets: CHANNELS_MAX });
  }

  override createConnection(
    _options: ClientRequestArgs,
    done?: (error: Error | null, stream: Duplex) => void,
  ): null {
    this.openChannel().then(
      (channel) => done?.(null, channel),
      (error: unknown) => done?.(error as Error, undefined as never), // Node's types want a stream even with an error
    );
    return null;
  }

  override destroy(): void {
    super.destroy();
    void this.connecting?.then(
      (client) => client.destroy(),
      () => undefined,
    );
    this.connecting = undefined;
  }

  private async openChannel(): Promise<Duplex> {
    const client = await this.connect();
    return new Promise((resolve, reject) => {
      client.exec(DIAL_COMMAND, (error, channel) => {
        if (error === undefined) resolve(asSocket(channel));
        else reject(this.failure(`the command “${DIAL_COMMAND}” could not be started`, error));
      });
    });
  }

  private async connect(): Promise<Client> {
    this.connecting ??= this.openConnection();
    try {
      return await this.connecting;
    } catch (error) {
      this.connecting = undefined;
      throw error;
    }
  }

  private async openConnection(): Promise<Client> {
    let verdict: HostKeyVerdict = 'unknown';
    const config: ConnectConfig = {
      host: this.host.host,
      port: this.host.port,
      username: this.host.username ?? userInfo().username,
      readyTimeout: READY_TIMEOUT_MS,
      keepaliveInterval: KEEPALIVE_MS,
      ...this.identity(),
      hostVerifier: (key: Buffer) => {
        verdict = lookUpHostKey(readIfThere(this.file('known_hosts')), this.host.host, this.host.port, key);
        return verdict === 'known';
      },
    };
    const client = new Client();
    return new Promise((resolve, reject) => {
      client.once('ready', () => {
        resolve(client);
      });
      client.on('error', (error) => {
        client.destroy();
        reject(this.failure(verdict === 'known' ? error.message : HOST_KEY[verdict], error));
      });
      client.once('close', () => {
        this.connecting = undefined;
      });
      client.connect(config);
    });
  }

  /** The agent if there is one, else the first key file. */
  private identity(): Pick<ConnectConfig, 'agent' | 'privateKey'> {
    if (this.ssh.agentSocket !== null) return { agent: this.ssh.agentSocket };
    const file = KEY_FILES.map((name) => this.file(name)).find((path) => existsSync(path));
    return file === undefined ? {} : { privateKey: readFileSync(file) };
  }

  private file(name: string): string {
    return join(this.ssh.directory, name);
  }

  private failure(reason: string, cause: Error): EngineFailure {
    return new EngineFailure(
      'engine_ssh',
      `The Docker Engine cannot be reached through SSH at ${this.host.host}: ${reason}.`,
      `Check that “ssh ${this.host.username === null ? '' : `${this.host.username}@`}${this.host.host} docker version” works without a question for the user this server runs as.`,
      { cause },
    );
  }
}

const HOST_KEY: Readonly<Record<Exclude<HostKeyVerdict, 'known'>, string>> = {
  unknown: 'its host key is not in ~/.ssh/known_hosts, or the host did not answer',
  changed: 'its host key is not the one in ~/.ssh/known_hosts',
  revoked: 'its host key is revoked in ~/.ssh/known_hosts',
};

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Node's HTTP client and agent call these on what they take for a network socket. */
function asSocket(channel: ClientChannel): Duplex {
  const itself = (): ClientChannel => channel;
  return Object.assign(channel, {
    setKeepAlive: itself,
    setNoDelay: itself,
    setTimeout: itself,
    ref: itself,
    unref: itself,
  });
}
