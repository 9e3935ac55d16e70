/** What a container was created with. Nothing of it changes while it lives. */
export interface ContainerSpec {
  /** The reference as it was given, such as `redis:8.2-alpine`. */
  readonly image: string;
  readonly entrypoint: readonly string[] | null;
  readonly command: readonly string[];
  readonly env: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly PortSpec[];
  readonly mounts: readonly MountSpec[];
  readonly networks: readonly AttachmentSpec[];
  /** `host`, `container:NAME`, or null for the first of `networks`. */
  readonly networkMode: string | null;
  readonly restart: RestartPolicy;
  readonly healthcheck: HealthcheckSpec | null;
  readonly user: string;
  readonly workingDir: string;
  /** Null: the first twelve digits of the id. */
  readonly hostname: string | null;
  readonly tty: boolean;
  readonly privileged: boolean;
  readonly init: boolean;
  readonly readOnlyRoot: boolean;
  readonly autoRemove: boolean;
  readonly capAdd: readonly string[];
  readonly devices: readonly string[];
  readonly securityOpt: readonly string[];
  /** 0: unlimited. */
  readonly memoryLimitBytes: number;
  readonly nanoCpus: number;
  /** Such as `SIGINT`; null: the engine's SIGTERM. */
  readonly stopSignal: string | null;
  readonly stopTimeoutSeconds: number | null;
  readonly behaviour: Behaviour;
}

export interface PortSpec {
  readonly container: number;
  readonly protocol: 'tcp' | 'udp';
  /** Null: exposed, not published. */
  readonly host: number | null;
  /** Empty: every address of the host. */
  readonly hostIp: string;
}

export interface MountSpec {
  readonly type: 'bind' | 'volume';
  /** A host path, or a volume's name. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

export interface AttachmentSpec {
  readonly network: string;
  /** Null outside compose. */
  readonly aliases: readonly string[] | null;
}

export interface RestartPolicy {
  readonly name: 'no' | 'always' | 'unless-stopped' | 'on-failure';
  readonly maximumRetryCount: number;
}

export interface HealthcheckSpec {
  readonly test: readonly string[];
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly startPeriodSeconds: number;
  readonly retries: number;
}

/** How the program inside behaves. No engine knows this; it is what makes the demo believable. */
export interface Behaviour {
  /** Whose log lines it writes, a key of the demo's programs. */
  readonly program: string;
  /** Mean use, in percent of one processor. */
  readonly cpuPercent: number;
  readonly memoryBytes: number;
  /** Mean traffic, in bytes a second. */
  readonly receives: number;
  readonly sends: number;
  readonly reads: number;
  readonly writes: number;
  readonly processes: number;
  /** How long it takes to end after SIGTERM, and with which exit code. */
  readonly endsWithinMs: number;
  readonly endsWith: number;
  /** Ends by itself after about this long, with this exit code: a job, or a program that fails. Null: it runs on. */
  readonly endsByItself: { readonly afterSeconds: number; readonly exitCode: number } | null;
}

const PLAIN_BEHAVIOUR: Behaviour = {
  program: 'silent',
  cpuPercent: 0.4,
  memoryBytes: 48 * 2 ** 20,
  receives: 400,
  sends: 300,
  reads: 2_000,
  writes: 4_000,
  processes: 6,
  endsWithinMs: 120,
  endsWith: 0,
  endsByItself: null,
};

export type SpecDraft = Partial<Omit<ContainerSpec, 'behaviour' | 'image'>> & {
  readonly image: string;
  readonly behaviour?: Partial<Behaviour>;
};

/** A whole specification, with the engine's own defaults for what is not said. */
export function containerSpec(draft: SpecDraft): ContainerSpec {
  return {
    entrypoint: null,
    command: [],
    env: [],
    labels: {},
    ports: [],
    mounts: [],
    networks: [{ network: 'bridge', aliases: null }],
    networkMode: null,
    restart: { name: 'no', maximumRetryCount: 0 },
    healthcheck: null,
    user: '',
    workingDir: '',
    hostname: null,
    tty: false,
    privileged: false,
    init: false,
    readOnlyRoot: false,
    autoRemove: false,
    capAdd: [],
    devices: [],
    securityOpt: [],
    memoryLimitBytes: 0,
    nanoCpus: 0,
    stopSignal: null,
    stopTimeoutSeconds: null,
    ...draft,
    behaviour: { ...PLAIN_BEHAVIOUR, ...draft.behaviour },
  };
}
