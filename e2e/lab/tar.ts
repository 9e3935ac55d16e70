/** One entry of an image's root. Paths are relative, without a leading slash. */
export type TarEntry =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly content: Uint8Array | string;
      readonly mode?: number;
    }
  | { readonly kind: 'folder'; readonly path: string; readonly mode?: number }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

const BLOCK = 512;
const MAX_NAME_BYTES = 100;

/** Writes a POSIX tar archive, the same bytes for the same entries: owner root, no timestamps. */
export function writeTar(entries: readonly TarEntry[]): Uint8Array {
  const blocks = entries.flatMap((entry) => {
    const content = entry.kind === 'file' ? Buffer.from(entry.content) : Buffer.alloc(0);
    return [header(entry, content.byteLength), content, Buffer.alloc(padding(content.byteLength))];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

function header(entry: TarEntry, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const text = (value: string, offset: number) => block.write(value, offset, 'latin1');
  const octal = (value: number, offset: number, width: number) =>
    text(value.toString(8).padStart(width - 1, '0'), offset);
  const target = entry.kind === 'link' ? entry.target : '';
  for (const name of [entry.path, target]) {
    if (Buffer.byteLength(name) > MAX_NAME_BYTES) throw new Error(`too long for a tar header: ${name}`);
  }
  text(entry.path, 0);
  octal(modeOf(entry), 100, 8);
  octal(0, 108, 8); // owner
  octal(0, 116, 8); // group
  octal(size, 124, 12);
  octal(0, 136, 12); // modified
  text(' '.repeat(8), 148); // the checksum counts as spaces while it is being computed
  text(TYPE_FLAGS[entry.kind], 156);
  text(target, 157);
  text('ustar\0' + '00', 257);
  octal(
    block.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  );
  return block;
}

const TYPE_FLAGS = { file: '0', link: '2', folder: '5' } as const;

function modeOf(entry: TarEntry): number {
  if (entry.kind === 'link') return 0o777;
  return entry.mode ?? (entry.kind === 'folder' ? 0o755 : 0o644);
}

function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}
