import { type SshConfig } from '../../platform/config/app-config.ts';
import { type DockerHost } from '../../platform/config/docker-host.ts';

/** Where the engine is and what is needed to get there. */
export interface EngineAddress {
  readonly host: DockerHost;
  /** Folder with `ca.pem`, `cert.pem`, `key.pem`; null without TLS. */
  readonly tlsDirectory: string | null;
  readonly ssh: SshConfig;
}
