import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../adapters/error-code.ts';

/** What becomes part of a file's name: nothing that could lead out of the folder. */
const OPERATION_ID = /^[0-9A-Za-z][0-9A-Za-z_-]{7,63}$/;

/** `ID.OFFSET`: the name says where in the output the file begins, so that after a crash nothing else is needed. */
const FILE_NAME = /^(?<id>[0-9A-Za-z][0-9A-Za-z_-]{7,63})\.(?<offset>0|[1-9]\d{0,15})$/;

/** A file that holds a part of one operation's output. */
export interface OutputFile {
  readonly path: string;
  /** Where in the whole output it begins. */
  readonly offset: number;
  /** How much of the output is in it. */
  readonly bytes: number;
}

/** A file that is written to. */
export interface WritableFile {
  write(chunks: readonly Buffer[]): Promise<void>;
  close(): Promise<void>;
}

/** The folder with the output of operations that run, or whose server has crashed. */
export class OutputFiles {
  constructor(private readonly folder: string) {}

  static isOperationId(id: string): boolean {
    return OPERATION_ID.test(id);
  }

  path(id: string, offset: number): string {
    if (!OutputFiles.isOperationId(id)) throw new Error(`${JSON.stringify(id)} is no id of an operation`);
    return join(this.folder, `${id}.${offset}`);
  }

  /** For this user only: what commands write may be anything. */
  async create(path: string): Promise<WritableFile> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const file = await open(path, 'w', 0o600);
    return {
      write: async (chunks) => {
        const { bytesWritten } = await file.writev([...chunks]);
        const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
        // A disk about to be full takes a part; trying the rest says why.
        if (bytesWritten < bytes) await file.appendFile(Buffer.concat(chunks).subarray(bytesWritten));
      },
      close: async () => file.close(),
    };
  }

  /** The files of one operation, in order. */
  async of(id: string): Promise<OutputFile[]> {
    const offsets = (await this.names()).filter((name) => name.id === id).map(({ offset }) => offset);
    const sorted = offsets.sort((one, other) => one - other);
    return Promise.all(
      sorted.map(async (offset) => {
        const path = this.path(id, offset);
        return { path, offset, bytes: (await stat(path)).size };
      }),
    );
  }

  /** The operations that have files. */
  async ids(): Promise<string[]> {
    return [...new Set((await this.names()).map(({ id }) => id))];
  }

  async remove(path: string): Promise<void> {
    await rm(path, { force: true });
  }

  private async names(): Promise<{ readonly id: string; readonly offset: number }[]> {
    try {
      return (await readdir(this.folder)).flatMap((name) => {
        const { id, offset } = FILE_NAME.exec(name)?.groups ?? {};
        return id === undefined ? [] : [{ id, offset: Number(offset) }];
      });
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return []; // nothing was ever written
      throw error;
    }
  }
}
