import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { defer, type Observable, of, Subject, type Subscription, take } from 'rxjs';
import type { AuditEntry, AuditState, AuditVerification } from '#shared/audit';
import { stateWith } from '../../../testing/audit';
import { NOON } from '../../../testing/services';
import { RealtimeClient } from '../../core/realtime-client';
import type { RealtimeSocket } from '../../core/realtime/topic';
import { AuditApi } from './audit-api';
import type { Integrity } from './reduce-integrity';
import { TrailIntegrity } from './trail-integrity';

const VERIFIED: AuditState['lastVerified'] = {
  ...{ at: NOON, ok: true, entries: 1_200, firstBadSeq: null, problem: null },
};
const entryAt = (seq: number): AuditEntry => ({
  ...{ seq, at: NOON, actor: 'marta', action: 'auth.signed-in', target: null, outcome: 'succeeded' },
  ...{ operationId: null, address: null, details: {}, prevHash: 'a'.repeat(64), hash: 'b'.repeat(64) },
});

describe('TrailIntegrity', () => {
  let server: AuditState;
  let questions: number;
  let checks: Subject<AuditVerification>[];
  let told: Map<string, Subject<unknown>>;
  let trail: TrailIntegrity;
  let last: Integrity | undefined;
  let listening: Subscription;

  const socket: RealtimeSocket = {
    on: (event, listener) => {
      const heard$ = new Subject<unknown>();
      heard$.subscribe(listener);
      told.set(event, heard$);
    },
    off: () => undefined,
    timeout: () => ({ emitWithAck: async () => Promise.resolve({ ok: true, data: null }) }),
    disconnect: () => undefined,
  };
  const state = (): Observable<AuditState> =>
    defer(() => {
      questions += 1;
      return of(server);
    });
  const verify = (): Observable<AuditVerification> => {
    const check = new Subject<AuditVerification>();
    checks.push(check);
    return check.pipe(take(1));
  };
  const hear = (event: string, payload: unknown): void => {
    told.get(event)?.next(payload);
  };

  beforeEach(async () => {
    jest.useFakeTimers();
    server = stateWith();
    questions = 0;
    checks = [];
    told = new Map();
    last = undefined;
    TestBed.configureTestingModule({
      providers: [
        TrailIntegrity,
        { provide: AuditApi, useValue: { state, verify } },
        {
          provide: RealtimeClient,
          useValue: { overEachSocket: <T>(talk: (each: RealtimeSocket) => Observable<T>) => talk(socket) },
        },
      ],
    });
    trail = TestBed.inject(TrailIntegrity);
    listening = trail.integrity$.subscribe((integrity) => (last = integrity));
    await jest.advanceTimersByTimeAsync(0);
  });

  afterEach(() => {
    listening.unsubscribe();
    jest.useRealTimers();
  });

  it('asks for one check at a time, and then how the trail stands', () => {
    trail.verify();
    trail.verify();
    expect(checks).toHaveLength(1);
    expect(last).toMatchObject({ isAsking: true });
    server = stateWith({ lastVerified: VERIFIED });
    checks[0]?.next({ ok: true, entries: 1_200, headHash: server.headHash, firstBadSeq: null });
    expect(last).toEqual({ state: server, isAsking: false, failure: null });
  });

  it('says why a check did not come, keeps what was known, and can be asked again', () => {
    trail.verify();
    checks[0]?.error(new HttpErrorResponse({ status: 0 }));
    expect(last).toEqual({ state: server, isAsking: false, failure: { kind: 'offline' } });
    trail.verify();
    expect(checks).toHaveLength(2);
    expect(last).toMatchObject({ isAsking: true, failure: null });
  });

  it('shows a check that somebody else has started, to its end', async () => {
    hear('audit.verifying', { checked: 300, total: 1_200 });
    expect(last?.state?.verifying).toEqual({ checked: 300, total: 1_200 });
    server = stateWith({ lastVerified: VERIFIED });
    hear('audit.verifying', { checked: 1_200, total: 1_200 });
    await jest.advanceTimersByTimeAsync(0);
    expect(last?.state).toEqual(server);
  });

  it('does not wait for ever for a check that ended unheard', async () => {
    hear('audit.verifying', { checked: 300, total: 1_200 });
    await jest.advanceTimersByTimeAsync(2_000);
    expect(last?.state?.verifying).toBeNull();
  });

  it('takes up a check that is under way when the page is opened, and lets it rest afterwards', async () => {
    server = stateWith({ verifying: { checked: 600, total: 1_200 } });
    trail.askAgain();
    expect(last?.state?.verifying).toEqual({ checked: 600, total: 1_200 });
    server = stateWith({ lastVerified: VERIFIED });
    await jest.advanceTimersByTimeAsync(2_000);
    expect(last?.state).toEqual(server);
    const before = questions;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(questions).toBe(before);
  });

  it('counts what is added, and nothing twice', () => {
    hear('audit.appended', entryAt(1_201));
    hear('audit.appended', entryAt(1_201));
    expect(last?.state).toMatchObject({ entries: 1_201, headSeq: 1_201, headHash: 'b'.repeat(64) });
  });
});
