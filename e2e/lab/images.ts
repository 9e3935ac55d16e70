import { readFileSync } from 'node:fs';
import { callEngine } from './engine-api.ts';
import type { LabEngine } from './engine.ts';
import { runOrThrow } from './run-process.ts';
import { writeTar } from './tar.ts';
import type { TarEntry } from './tar.ts';

/** What `importImage` makes: a name, files, and the instructions of `docker import --change`. */
export interface ImageDescription {
  /** Such as `lab/busybox:1`, or `127.0.0.1:5000/lab/busybox:1` to push it. */
  readonly reference: string;
  /** Added to busybox and its applet links; an entry with the same path wins. */
  readonly entries?: readonly TarEntry[];
  /** CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, ONBUILD, USER, VOLUME, WORKDIR. Not STOPSIGNAL. */
  readonly changes?: readonly string[];
}

/** The two images of `loadBusybox`. */
export const BUSYBOX_1 = 'lab/busybox:1';
export const BUSYBOX_2 = 'lab/busybox:2';

const BUSYBOX_BINARY = '/bin/busybox';
const IMPORT_TIMEOUT_MS = 60_000;

/**
 * Loads `lab/busybox:1` and `lab/busybox:2`: the same programs, a different `/etc/lab-version` and `/www/index.html`,
 * so an update from one to the other is a real one. By default a container idles and ends with 0 on SIGTERM.
 */
export async function loadBusybox(engine: LabEngine): Promise<void> {
  await importImage(engine, versionOfBusybox(BUSYBOX_1, '1'));
  await importImage(engine, versionOfBusybox(BUSYBOX_2, '2'));
}

/** What a version of `lab/busybox` consists of, to import it under further names or with further changes. */
export function versionOfBusybox(reference: string, version: string): ImageDescription {
  return {
    reference,
    entries: [
      { kind: 'file', path: 'etc/lab-version', content: `${version}\n` },
      { kind: 'file', path: 'www/index.html', content: `lab/busybox ${version}\n` },
    ],
    changes: ['CMD ["lab-idle"]'],
  };
}

/** Imports any busybox image: the base files, the given ones, the given instructions. */
export async function importImage(engine: LabEngine, image: ImageDescription): Promise<void> {
  const added = image.entries ?? [];
  const base = (await baseEntries()).filter(({ path }) => !added.some((entry) => entry.path === path));
  const { name, tag } = splitReference(image.reference);
  const query = new URLSearchParams({ fromSrc: '-', repo: name, tag });
  for (const change of image.changes ?? []) query.append('changes', change);
  const answer = await callEngine(engine.socketPath, {
    method: 'POST',
    path: `/images/create?${query.toString()}`,
    tar: writeTar([...base, ...added]),
    timeoutMs: IMPORT_TIMEOUT_MS,
  });
  // A failure after the first line comes with status 200 and an error among the progress lines.
  if (answer.status !== 200 || answer.body.includes('"error"')) {
    throw new Error(`importing ${image.reference} answered ${answer.status}: ${answer.body.trim()}`);
  }
}

/** PID 1 ignores SIGTERM unless it handles it; plain `sleep` would make every stop last ten seconds. */
const IDLE_SCRIPT = `#!/bin/sh
trap 'exit 0' TERM INT
while :; do sleep 86400 & wait $!; done
`;

async function baseEntries(): Promise<readonly TarEntry[]> {
  const binary = readFileSync(BUSYBOX_BINARY);
  if (needsLoader(binary)) throw new Error(`${BUSYBOX_BINARY} is not static: install busybox-static`);
  const applets = (await runOrThrow(BUSYBOX_BINARY, ['--list'])).split('\n');
  return [
    ...['bin', 'dev', 'etc', 'proc', 'root', 'sys', 'var', 'www'].map(
      (path) => ({ kind: 'folder', path }) as const,
    ),
    { kind: 'folder', path: 'tmp', mode: 0o1777 },
    { kind: 'file', path: 'bin/busybox', content: binary, mode: 0o755 },
    ...applets
      .filter((applet) => applet !== '' && applet !== 'busybox')
      .map((applet) => ({ kind: 'link', path: `bin/${applet}`, target: 'busybox' }) as const),
    { kind: 'file', path: 'bin/lab-idle', content: IDLE_SCRIPT, mode: 0o755 },
    {
      kind: 'file',
      path: 'etc/passwd',
      content: 'root:x:0:0:root:/root:/bin/sh\nlab:x:1000:1000:lab:/:/bin/sh\n',
    },
    { kind: 'file', path: 'etc/group', content: 'root:x:0:\nlab:x:1000:\n' },
  ];
}

/**
 * Whether a 64-bit ELF file asks for a dynamic loader, which the image does not have. Debian's plain `busybox` package
 * puts such a one in the same place. (Searching for the loader's name does not tell: static binaries contain it too.)
 */
function needsLoader(elf: Buffer): boolean {
  const PT_INTERP = 3;
  const headersAt = Number(elf.readBigUInt64LE(32));
  const headerSize = elf.readUInt16LE(54);
  const count = elf.readUInt16LE(56);
  return Array.from({ length: count }, (_, index) =>
    elf.readUInt32LE(headersAt + index * headerSize),
  ).includes(PT_INTERP);
}

/** The tag is after the last colon, unless that colon belongs to a registry's port. */
function splitReference(reference: string): { readonly name: string; readonly tag: string } {
  const colon = reference.lastIndexOf(':');
  if (colon <= reference.lastIndexOf('/')) return { name: reference, tag: 'latest' };
  return { name: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}
