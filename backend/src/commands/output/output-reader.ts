import { Injectable } from '@nestjs/common';
import type { Writable } from 'node:stream';
import { OutputStore } from './output-store.ts';

@Injectable()
export class OutputReader {
  constructor(private readonly store: OutputStore) {}

  pipe(id: string, target: Writable): void {
    const live = this.store.stream(id);
    if (live === null) target.end();
    else live.pipe(target);
  }
}
