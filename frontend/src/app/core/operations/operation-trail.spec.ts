import { afterEach, describe, expect, it } from '@jest/globals';
import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { BehaviorSubject, defer, type Observable, of, type Subscription, throwError } from 'rxjs';
import type { AuditAround } from '#shared/audit';
import type { OperationStatus } from '#shared/operation';
import type { Role } from '#shared/role';
import { entryWith } from '../../../testing/audit';
import { detailWith, operationWith } from '../../../testing/operations';
import { Session } from '../session/session';
import { beginRecord } from './operation-record';
import type { ReadOperation } from './operation-reader';
import { OperationTrail, type ReadTrail } from './operation-trail';
import { TrailApi } from './trail-api';

const readAs = (status: OperationStatus): ReadOperation => ({
  ...{ status: 'known', detail: detailWith({ status }), outputLoading: false },
  record: beginRecord(operationWith({ status })),
});

describe('OperationTrail', () => {
  let listening: Subscription | null = null;
  afterEach(() => {
    listening?.unsubscribe();
  });

  function start(role: Role, answer: () => Observable<AuditAround>) {
    const asked: string[] = [];
    const around = (id: string): Observable<AuditAround> =>
      defer(() => {
        asked.push(id);
        return answer();
      });
    TestBed.configureTestingModule({
      providers: [
        { provide: TrailApi, useValue: { around } },
        { provide: Session, useValue: { user$: of({ id: 'u', username: 'marta', role }) } },
      ],
    });
    const trail = TestBed.inject(OperationTrail);
    const read$ = new BehaviorSubject<ReadOperation>({ status: 'loading' });
    const heard: (ReadTrail | null)[] = [];
    listening = trail.of('op-1', read$).subscribe((read) => heard.push(read));
    return { asked, heard, read$, trail };
  }
  const AROUND: AuditAround = { before: [], entries: [entryWith()], after: [] };

  it.each(['viewer', 'operator'] as const)('asks nothing for a %s, who would be refused', (role) => {
    const { asked, heard, read$ } = start(role, () => of(AROUND));
    read$.next(readAs('succeeded'));
    expect(asked).toEqual([]);
    expect(heard).toEqual([null]);
  });

  it('asks for an admin once the operation is known, and again when it has come to another state', () => {
    const { asked, heard, read$ } = start('admin', () => of(AROUND));
    expect([asked, heard]).toEqual([[], [{ status: 'loading' }]]);
    read$.next(readAs('running'));
    read$.next(readAs('running'));
    expect(asked).toEqual(['op-1']);
    read$.next(readAs('succeeded'));
    expect(asked).toEqual(['op-1', 'op-1']);
    expect(heard.at(-1)).toEqual({ status: 'known', around: AROUND });
  });

  it('says that it failed, and asks again when told to', () => {
    let isAway = true;
    const { heard, read$, trail } = start('admin', () =>
      isAway ? throwError(() => new HttpErrorResponse({ status: 0 })) : of(AROUND),
    );
    read$.next(readAs('succeeded'));
    expect(heard.at(-1)).toEqual({ status: 'failed', failure: { kind: 'offline' } });
    isAway = false;
    trail.askAgain();
    expect(heard.at(-1)?.status).toBe('known');
  });
});
