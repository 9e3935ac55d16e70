import type { Readable } from 'node:stream';
import type { Observable } from 'rxjs';
import type { OutputStream } from '../process-runner.ts';

export interface OutputPiece {
  readonly stream: OutputStream;
  readonly offset: number;
  readonly text: string;
  readonly skippedBytes: number;
}

export interface SealedOutput {
  readonly encoding: string;
  readonly totalBytes: number;
  readonly headBytes: number;
  readonly tailBytes: number;
  readonly data: Buffer;
}

export interface OutputSpool {
  readonly pieces$: Observable<OutputPiece>;
  readonly bytes: number;
  readonly truncated: boolean;
  write(stream: OutputStream, chunk: Buffer): void | Promise<void>;
  seal(): Promise<SealedOutput>;
  discard(): Promise<void>;
}

export abstract class OutputStore {
  abstract open(id: string): OutputSpool;
  abstract stream(id: string): Readable | null;
  abstract recover(id: string): Promise<SealedOutput | null>;
}
