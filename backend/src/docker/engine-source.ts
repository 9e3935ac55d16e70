import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OnApplicationShutdown } from '@nestjs/common';
import type { EngineState } from '#shared/engine';
import { type EngineConfig } from '../platform/config/app-config.ts';
import { type Log } from '../platform/logging/logger.ts';
import type { EngineAddress } from './adapters/engine-address.ts';

/** Which engine this program looks at: a real one, or the demo engine it runs itself. */
export class EngineSource implements OnApplicationShutdown {
  private constructor(
    readonly kind: EngineState['kind'],
    readonly address: EngineAddress,
    private readonly end: () => Promise<void>,
  ) {}

  /** Decides once, at start, and starts the demo engine if it is to be that one. */
  static async choose(config: EngineConfig, log: Log): Promise<EngineSource> {
    const real = {
      host: config.host,
      tlsDirectory: config.tlsDirectory,
      ssh: config.ssh,
    };
    if (config.mode === 'docker') return new EngineSource('docker', real, nothing);
    if (config.mode === 'auto' && (config.explicit || isThere(config)))
      return new EngineSource('docker', real, nothing);
    if (config.mode === 'auto')
      log.warn(
        {},
        'No Docker Engine was found, so the demo engine is shown. Set DOCKER_HOST, or start Docker and restart.',
      );
    return EngineSource.demo(config);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.end();
  }

  private static async demo(config: EngineConfig): Promise<EngineSource> {
    const { startDemoEngine } = await import('../demo-engine/public.ts');
    // In the system's folder for temporary files: the path of a Unix socket may not be longer than 107 bytes.
    const folder = mkdtempSync(join(tmpdir(), 'homelab-demo-'));
    const demo = await startDemoEngine({ socketPath: join(folder, 'engine.sock') });
    const host = { transport: 'unix', socketPath: demo.socketPath } as const;
    return new EngineSource('demo', { host, tlsDirectory: null, ssh: config.ssh }, async () => {
      await demo.close();
      rmSync(folder, { recursive: true, force: true });
    });
  }
}

async function nothing(): Promise<void> {
  // a real engine is not ours to stop
}

/** A socket that is there but refuses us is a real engine with a problem, and the page says which. */
function isThere({ host }: EngineConfig): boolean {
  return host.transport !== 'unix' || existsSync(host.socketPath);
}
