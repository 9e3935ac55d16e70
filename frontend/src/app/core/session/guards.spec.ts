import { describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom, type Observable, of } from 'rxjs';
import type { Role } from '#shared/role';
import { forRole } from './guards';
import { Session } from './session';

async function isThere(session: object, needed: Role): Promise<unknown> {
  TestBed.resetTestingModule().configureTestingModule({
    providers: [{ provide: Session, useValue: { known: () => of(session) } }],
  });
  const guard = forRole(needed);
  const answer = TestBed.runInInjectionContext(() => guard({}, [], {} as never));
  return firstValueFrom(answer as Observable<unknown>);
}

describe('forRole', () => {
  it.each([
    ['admin', true],
    ['operator', false],
    ['viewer', false],
  ] as const)('a page for admins is there for %s: %s', async (role, expected) => {
    expect(await isThere({ status: 'active', user: { role } }, 'admin')).toBe(expected);
  });

  it('is not there for nobody', async () => {
    expect(await isThere({ status: 'absent' }, 'viewer')).toBe(false);
  });
});
