import { mkdirSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchDockerd, logTail } from './dockerd.ts';
import type { Dockerd, EngineFiles } from './dockerd.ts';
import { callEngineOrThrow, stringField } from './engine-api.ts';
import { takeHostNetwork } from './host-network.ts';
import type { EngineInstallation } from './installations.ts';
import { cliPluginsDir } from './lab-dir.ts';
import { openRelay } from './loopback-relay.ts';
import type { Relay } from './loopback-relay.ts';
import { findMarkedProcesses } from './marked-processes.ts';
import { openNamespaces } from './namespaces.ts';
import type { Namespaces, NetworkMode } from './namespaces.ts';
import { runProcess } from './run-process.ts';
import type { ProcessOptions, ProcessResult } from './run-process.ts';
import { makeScratch } from './scratch.ts';
import type { Scratch } from './scratch.ts';

/** How to start an engine. Nothing is needed for a private one. */
export interface EngineOptions {
  /** Default `private`: any number at once. `host`: published ports are reachable; one at a time, others wait. */
  readonly network?: NetworkMode;
  /** A registry on this port of the machine's loopback, reachable under the same name from inside a private engine. */
  readonly registryPort?: number;
  /** Listen on TCP as well; needs `network: 'host'`. */
  readonly tcp?: TcpListener;
  /** Further dockerd arguments, such as `['--live-restore']`. */
  readonly dockerdArguments?: readonly string[];
}

/** A listener on 127.0.0.1, in clear text unless all three PEM files are given. */
interface TcpListener {
  readonly port: number;
  readonly tls?: { readonly caCertificate: string; readonly certificate: string; readonly key: string };
}

/** A real Docker engine of the lab. */
export interface LabEngine extends AsyncDisposable {
  /** Such as `28.5`. */
  readonly name: string;
  readonly version: string;
  /** The newest API version it speaks, such as `1.51`. */
  readonly apiVersion: string;
  readonly socketPath: string;
  /** The value for DOCKER_HOST. */
  readonly dockerHost: string;
  /** Of the dockerd that runs now, or ran last. */
  readonly pid: number;
  /** Runs the client of the same version against this engine. A failing command resolves with its code. */
  docker(args: readonly string[], options?: DockerOptions): Promise<ProcessResult>;
  /** The last lines of dockerd's log. */
  log(): string;
  /** SIGSTOP: the socket accepts connections, nothing answers. Containers run on. */
  freeze(): void;
  /** SIGCONT. */
  thaw(): void;
  /** SIGKILL for dockerd alone, as in a crash: the socket file stays, containers run on until the restart. */
  kill(): Promise<void>;
  /** SIGTERM: dockerd stops its containers and ends. The data stays for `restart`. */
  stop(): Promise<void>;
  /** Starts it again with the same data and socket; stops it first if it runs. */
  restart(): Promise<void>;
  /** Ends everything at once and deletes the data. May be called twice, and in any state. */
  destroy(): Promise<void>;
}

/** Options for one client command; the environment is added to that of the lab. */
export type DockerOptions = ProcessOptions;

/** dockerd gives its containers 15 s and then ends; above that it hangs. */
const STOP_TIMEOUT_MS = 40_000;
/** containerd dies with its dockerd by a parent-death signal, within milliseconds. */
const CONTAINERD_TIMEOUT_MS = 5_000;
const PAUSE_MS = 10;

/**
 * Starts an engine in a temporary folder and in namespaces of its own, and resolves when it answers.
 * Several can run at once. The caller destroys it: `await using engine = await startEngine(…)`.
 */
export async function startEngine(
  installation: EngineInstallation,
  options: EngineOptions = {},
): Promise<LabEngine> {
  const network = options.network ?? 'private';
  if (options.tcp !== undefined && network !== 'host')
    throw new Error("a TCP listener needs network: 'host'");
  const scratch = await makeScratch(installation.name);
  let relay: Relay | null = null;
  try {
    if (network === 'host') await takeHostNetwork(scratch.path, scratch.ownerFile);
    prepareClientConfig(scratch.path);
    const namespaces = await openNamespaces(scratch.path, network);
    if (network === 'private' && options.registryPort !== undefined) {
      relay = await openRelay(namespaces, scratch.path, options.registryPort);
    }
    const engine = new NamespacedEngine(
      installation,
      scratch,
      namespaces,
      dockerdArguments(network, options),
      relay,
    );
    await engine.launch();
    return engine;
  } catch (error) {
    relay?.close();
    await scratch.remove();
    throw error;
  }
}

class NamespacedEngine implements LabEngine {
  readonly name: string;
  readonly version: string;
  readonly socketPath: string;
  readonly dockerHost: string;
  readonly #installation: EngineInstallation;
  readonly #scratch: Scratch;
  readonly #namespaces: Namespaces;
  readonly #files: EngineFiles;
  readonly #arguments: readonly string[];
  readonly #relay: Relay | null;
  #apiVersion = '';
  #dockerd: Dockerd | null = null;

  constructor(
    installation: EngineInstallation,
    scratch: Scratch,
    namespaces: Namespaces,
    dockerdArgs: readonly string[],
    relay: Relay | null,
  ) {
    this.name = installation.name;
    this.version = installation.version;
    this.socketPath = join(scratch.path, 'docker.sock');
    this.dockerHost = `unix://${this.socketPath}`;
    this.#installation = installation;
    this.#scratch = scratch;
    this.#namespaces = namespaces;
    this.#files = {
      folder: scratch.path,
      socketPath: this.socketPath,
      logFile: join(scratch.path, 'dockerd.log'),
    };
    this.#arguments = dockerdArgs;
    this.#relay = relay;
  }

  get pid(): number {
    return this.#dockerd?.pid ?? 0;
  }

  get apiVersion(): string {
    return this.#apiVersion;
  }

  async launch(): Promise<void> {
    this.#dockerd = await launchDockerd(this.#installation, this.#namespaces, this.#files, this.#arguments);
    const answer = await callEngineOrThrow(this.socketPath, { method: 'GET', path: '/version' });
    this.#apiVersion = stringField(answer, 'ApiVersion');
  }

  async docker(args: readonly string[], options: DockerOptions = {}): Promise<ProcessResult> {
    const env = {
      PATH: this.#installation.path,
      HOME: homedir(),
      LANG: 'C.UTF-8',
      DOCKER_HOST: this.dockerHost,
      DOCKER_CONFIG: join(this.#scratch.path, 'client'),
      ...options.env,
    };
    return runProcess(this.#installation.docker, args, { ...options, env });
  }

  log(): string {
    return logTail(this.#files.logFile);
  }

  freeze(): void {
    process.kill(this.#running().pid, 'SIGSTOP');
  }

  thaw(): void {
    process.kill(this.#running().pid, 'SIGCONT');
  }

  async kill(): Promise<void> {
    const dockerd = this.#running();
    process.kill(dockerd.pid, 'SIGKILL');
    if (!(await dockerd.endsWithin(STOP_TIMEOUT_MS))) throw new Error('dockerd did not end after SIGKILL');
    await this.#untilContainerdIsGone();
  }

  async stop(): Promise<void> {
    const dockerd = this.#running();
    process.kill(dockerd.pid, 'SIGTERM');
    process.kill(dockerd.pid, 'SIGCONT'); // a frozen engine would never see the first signal
    if (!(await dockerd.endsWithin(STOP_TIMEOUT_MS)))
      throw new Error(`dockerd did not end within ${STOP_TIMEOUT_MS} ms of SIGTERM:\n${this.log()}`);
    await this.#untilContainerdIsGone();
  }

  async restart(): Promise<void> {
    if (this.#dockerd !== null && !this.#dockerd.hasEnded()) await this.stop();
    await this.launch();
  }

  async destroy(): Promise<void> {
    this.#relay?.close();
    await this.#scratch.remove();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.destroy();
  }

  #running(): Dockerd {
    if (this.#dockerd === null || this.#dockerd.hasEnded())
      throw new Error(`engine ${this.name} is not running`);
    return this.#dockerd;
  }

  /** A new dockerd that finds the old containerd still ending would use it and lose it. */
  async #untilContainerdIsGone(): Promise<void> {
    const deadline = Date.now() + CONTAINERD_TIMEOUT_MS;
    while (findMarkedProcesses(this.#scratch.path, 'containerd').length > 0) {
      if (Date.now() > deadline)
        throw new Error(`containerd outlived its dockerd by ${CONTAINERD_TIMEOUT_MS} ms`);
      await sleep(PAUSE_MS);
    }
  }
}

function dockerdArguments(network: NetworkMode, options: EngineOptions): readonly string[] {
  return [
    ...(network === 'private' ? PRIVATE_ADDRESS_POOL : []),
    ...(options.tcp === undefined ? [] : tcpArguments(options.tcp)),
    ...(options.dockerdArguments ?? []),
  ];
}

/**
 * 2048 networks of 4094 addresses instead of about 30, of which every compose project takes one. Not in the machine's
 * network, where the range could collide with a route.
 */
const PRIVATE_ADDRESS_POOL = ['--default-address-pool', 'base=10.128.0.0/9,size=20'];

function tcpArguments({ port, tls }: TcpListener): readonly string[] {
  const host = ['--host', `tcp://127.0.0.1:${port}`];
  // Said explicitly, as newer engines demand; every engine still sleeps a second after its warning.
  if (tls === undefined) return [...host, '--tls=false'];
  const { caCertificate, certificate, key } = tls;
  return [...host, '--tlsverify', '--tlscacert', caCertificate, '--tlscert', certificate, '--tlskey', key];
}

/** The client gets a configuration of its own, so that this user's contexts and logins play no part. */
function prepareClientConfig(folder: string): void {
  mkdirSync(join(folder, 'client'));
  symlinkSync(cliPluginsDir(), join(folder, 'client', 'cli-plugins'));
}
