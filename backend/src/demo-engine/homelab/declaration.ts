import { type Behaviour, type HealthcheckSpec, type SpecDraft } from '../model/container-spec.ts';
import { type Micros } from '../model/moment.ts';

/** A container as it stands when the demo begins. */
export interface Beginning {
  readonly state: 'running' | 'paused' | 'restarting' | 'exited' | 'created';
  /** How long this has been so. */
  readonly for: Micros;
  /** How long ago it was made. */
  readonly age: Micros;
  readonly exitCode?: number;
  readonly oomKilled?: boolean;
  readonly error?: string;
  readonly restartCount?: number;
  /** How the last run went on before it ended; a minute if not given. */
  readonly ranFor?: Micros;
  /** What the health check complains about; healthy if not given. */
  readonly complaint?: string;
  readonly failingStreak?: number;
}

/** One service of a compose file, in compose's own short forms. */
export interface ServiceDeclaration {
  readonly image: ImageDeclaration;
  /** `container_name`; `PROJECT-SERVICE-1` if not given. */
  readonly containerName?: string;
  readonly replicas?: number;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** `8096:8096`, `127.0.0.1:5432:5432`, `53:53/udp`; `9000` is exposed only. */
  readonly ports?: readonly string[];
  /** `/srv/media:/media:ro`, `cache:/cache`; the name of a volume gets the project in front. */
  readonly volumes?: readonly string[];
  /** Besides `default`. A name with a slash in front is a network of its own, without the project in front. */
  readonly networks?: readonly string[];
  /** `host`, or `service:NAME`. */
  readonly networkMode?: string;
  readonly restart?: string;
  readonly dependsOn?: Readonly<Record<string, 'service_started' | 'service_healthy'>>;
  readonly healthcheck?: Partial<HealthcheckSpec> & { readonly test: readonly string[] };
  readonly memoryLimit?: number;
  readonly options?: Partial<Pick<SpecDraft, OptionName>>;
  readonly behaviour: Partial<Behaviour>;
  readonly beginning: Beginning;
}

type OptionName =
  | 'capAdd'
  | 'devices'
  | 'hostname'
  | 'init'
  | 'nanoCpus'
  | 'privileged'
  | 'readOnlyRoot'
  | 'securityOpt'
  | 'stopSignal'
  | 'stopTimeoutSeconds'
  | 'tty'
  | 'user';

/** An image as its Dockerfile and its registry describe it. */
export interface ImageDeclaration {
  readonly reference: string;
  readonly megabytes: number;
  readonly layers: number;
  readonly ageDays: number;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly env?: readonly string[];
  readonly workingDir?: string;
  readonly user?: string;
  /** The registry has something newer under the same tag. */
  readonly hasUpdate?: boolean;
}

export interface ProjectDeclaration {
  readonly name: string;
  readonly workingDir: string;
  readonly services: Readonly<Record<string, ServiceDeclaration>>;
}
