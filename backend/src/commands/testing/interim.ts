import { Readable } from 'node:stream';
import { Global, Module } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { AuditEntry } from '#shared/audit';
import { type AuditFact, AuditTrail } from '../../audit/public.ts';
import { ContainerEngine } from '../../docker/public.ts';
import { FakeEngine } from '../../docker/testing/fake-engine.ts';
import type { LedgerTransaction } from '../../platform/database/ledger.ts';
import {
  type OutputPiece,
  type OutputSpool,
  OutputStore,
  type SealedOutput,
} from '../output/output-store.ts';
import { type ProcessExit, type ProcessIdentity, ProcessRunner } from '../process-runner.ts';

class Trail extends AuditTrail {
  override append(tx: LedgerTransaction, fact: AuditFact): AuditEntry {
    const { n } = tx.get('SELECT coalesce(max(seq), 0) + 1 AS n FROM audit_logs') as { n: number };
    tx.run(
      'INSERT INTO audit_logs VALUES (?,?,?,?,?,?,?,?,?,?,?,?)',
      n,
      Date.now(),
      fact.actor,
      fact.actorId,
      fact.action,
      fact.target,
      fact.outcome,
      fact.operationId,
      fact.address,
      JSON.stringify(fact.details),
      '',
      '',
    );
    return {} as AuditEntry;
  }
  override async record(): Promise<AuditEntry> {
    return Promise.reject(new Error('no'));
  }
}
class Outputs extends OutputStore {
  private readonly kept = new Map<string, Buffer[]>();
  override open(id: string): OutputSpool {
    const chunks: Buffer[] = [];
    this.kept.set(id, chunks);
    const pieces$ = new Subject<OutputPiece>();
    let bytes = 0;
    return {
      pieces$,
      get bytes() {
        return bytes;
      },
      truncated: false,
      write: (stream, chunk) => {
        pieces$.next({ stream, offset: bytes, text: chunk.toString(), skippedBytes: 0 });
        bytes += chunk.length;
        chunks.push(chunk);
      },
      seal: async () =>
        Promise.resolve({
          encoding: 'identity',
          totalBytes: bytes,
          headBytes: bytes,
          tailBytes: 0,
          data: Buffer.concat(chunks),
        }),
      discard: async () => Promise.resolve(),
    };
  }
  override stream(id: string): Readable | null {
    return Readable.from(this.kept.get(id) ?? []);
  }
  override async recover(): Promise<SealedOutput | null> {
    return Promise.resolve(null);
  }
}
class Processes extends ProcessRunner {
  override async run(): Promise<ProcessExit> {
    return Promise.reject(new Error('no'));
  }
  override async find(): Promise<readonly ProcessIdentity[]> {
    return Promise.resolve([]);
  }
  override async sweep(): Promise<number> {
    return Promise.resolve(0);
  }
}
const providers = [
  { provide: AuditTrail, useClass: Trail },
  { provide: OutputStore, useClass: Outputs },
  { provide: ProcessRunner, useClass: Processes },
  { provide: ContainerEngine, useClass: FakeEngine },
];
@Global()
@Module({ providers, exports: providers.map((p) => p.provide) })
export class Interim {}
