import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabEngine } from '../lab/engine.ts';
import { importImage, versionOfBusybox } from '../lab/images.ts';
import type { EngineInstallation } from '../lab/installations.ts';
import { cliPluginsDir } from '../lab/lab-dir.ts';

/** Enough for the download to be seen on the screen before it is over. */
const LAYER_BYTES = 250_000_000;

/** A compose project called `shop` on the disk, and settings that allow it. */
export interface ShopProject {
  /** What the program is started with. */
  readonly environment: Readonly<Record<string, string>>;
  readonly composeFile: string;
  /** Writes the compose file anew: service names with their lines. */
  write(services: Readonly<Record<string, readonly string[]>>): void;
  remove(): void;
}

export function makeShop({ docker }: EngineInstallation): ShopProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'homelab-shop-')));
  const project = join(folder, 'compose/shop');
  mkdirSync(project, { recursive: true });
  mkdirSync(join(folder, 'client'));
  symlinkSync(cliPluginsDir(), join(folder, 'client/cli-plugins'));
  const composeFile = join(project, 'compose.yaml');
  const settings = join(folder, 'homelab.yaml');
  const compose = { docker, docker_config: join(folder, 'client'), roots: [join(folder, 'compose')] };
  writeFileSync(settings, JSON.stringify({ compose }));
  return {
    environment: { HOMELAB_CONFIG: settings },
    composeFile,
    write: (services) => {
      const lines = Object.entries(services).flatMap(([name, own]) => [
        `  ${name}:`,
        ...own.map((line) => `    ${line}`),
      ]);
      writeFileSync(composeFile, ['services:', ...lines, ''].join('\n'));
    },
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

/** Puts an image behind a tag of a registry, different each time and large enough to be watched. */
export async function pushLarge(engine: LabEngine, reference: string, version: string): Promise<void> {
  const image = versionOfBusybox(reference, version);
  const ballast = { kind: 'file', path: 'ballast', content: randomBytes(LAYER_BYTES) } as const;
  await importImage(engine, { ...image, entries: [...(image.entries ?? []), ballast] });
  const { code, stderr } = await engine.docker(['push', reference]);
  if (code !== 0) throw new Error(`push ${reference}: ${stderr}`);
}
