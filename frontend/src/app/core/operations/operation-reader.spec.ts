import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { defer, EMPTY, type Observable, of, Subject, type Subscription, throwError } from 'rxjs';
import type { OperationDetail, OperationEvent } from '#shared/operation';
import { detailWith, eventOf, operationWith } from '../../../testing/operations';
import { RealtimeClient } from '../realtime-client';
import type { RealtimeSocket } from '../realtime/topic';
import { OperationReader, type ReadOperation } from './operation-reader';
import { OperationsApi } from './operations-api';
import { lineCountOf } from './output-text';

const settled = async (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
const step: OperationEvent = eventOf(1, {
  kind: 'step',
  data: { id: 's', title: 'Restart', status: 'running', durationMs: null, detail: null },
});
const line: OperationEvent = eventOf(2, {
  kind: 'output',
  data: { stream: 'stdout', offset: 0, text: 'live\n', skippedBytes: 0 },
});

describe('OperationReader', () => {
  let details: OperationDetail[];
  let followed: { operation: unknown; events: readonly OperationEvent[] };
  let questions: number;
  let missing: boolean;
  let told$: Subject<unknown>;
  let last: ReadOperation | null;
  let listening: Subscription | null;

  const socket: RealtimeSocket = {
    on: (_event, listener) => {
      told$.subscribe(listener);
    },
    off: () => undefined,
    timeout: () => ({
      emitWithAck: async (event) =>
        Promise.resolve(
          event === 'operation.follow' ? { ok: true, data: followed } : { ok: true, data: null },
        ),
    }),
    disconnect: () => undefined,
  };

  beforeEach(() => {
    details = [];
    followed = { operation: operationWith(), events: [step] };
    questions = 0;
    missing = false;
    told$ = new Subject();
    last = null;
    listening = null;
    const problem = { type: '', title: '', status: 404, code: 'not_found', detail: '', correlationId: '' };
    const one = (): Observable<OperationDetail> =>
      defer(() => {
        questions += 1;
        if (missing) return throwError(() => new HttpErrorResponse({ status: 404, error: problem }));
        const detail = details.length > 1 ? details.shift() : details[0];
        return detail === undefined ? EMPTY : of(detail);
      });
    TestBed.configureTestingModule({
      providers: [
        {
          provide: OperationsApi,
          useValue: { one, events: () => of([step]), output: () => of('first\nsecond\n') },
        },
        {
          provide: RealtimeClient,
          useValue: {
            overEachSocket: <T>(talk: (each: RealtimeSocket) => Observable<T>) => talk(socket),
          },
        },
      ],
    });
  });

  afterEach(() => {
    listening?.unsubscribe();
  });

  const read = async (): Promise<OperationReader> => {
    const reader = TestBed.inject(OperationReader);
    listening = reader.of('op-1').subscribe((shown) => {
      last = shown;
    });
    await settled();
    return reader;
  };
  const known = (): Extract<ReadOperation, { status: 'known' }> => {
    if (last?.status !== 'known') throw new Error(`It is ${last?.status ?? 'nothing'}.`);
    return last;
  };

  it('reads what has ended as a whole, without a socket', async () => {
    details = [detailWith({ status: 'succeeded', output: { bytes: 13, truncated: false } })];
    await read();
    expect(known().record.steps).toHaveLength(1);
    expect(lineCountOf(known().record.output)).toBe(2);
  });

  it('follows what runs, and asks again what only an answer tells once it has ended', async () => {
    details = [detailWith()];
    await read();
    details = [detailWith({ status: 'succeeded', exitCode: 0 })];
    told$.next({ operationId: 'op-1', ...line });
    told$.next({
      operationId: 'op-1',
      ...eventOf(3, { kind: 'state', data: { status: 'succeeded', error: null } }),
    });
    await settled();
    expect(known().record.operation.status).toBe('succeeded');
    expect(known().detail.exitCode).toBe(0);
    expect(lineCountOf(known().record.output)).toBe(1);
  });

  it('reads the whole where it ended before the socket could tell', async () => {
    details = [detailWith(), detailWith({ status: 'failed', output: { bytes: 13, truncated: false } })];
    followed = { operation: operationWith({ status: 'failed' }), events: [step] };
    await read();
    expect(known().detail.status).toBe('failed');
    expect(lineCountOf(known().record.output)).toBe(2);
  });

  it('says that there is none, and asks again when told to', async () => {
    missing = true;
    const reader = await read();
    expect(last?.status).toBe('missing');
    missing = false;
    details = [detailWith({ status: 'succeeded' })];
    reader.askAgain();
    await settled();
    expect(known().detail.id).toBe('op-1');
    expect(questions).toBe(2);
  });
});
