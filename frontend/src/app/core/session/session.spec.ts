import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { endSession } from '../http/end-session';
import { hasSession, signedIn, signedOut } from './guards';
import { Session } from './session';

@Component({ selector: 'app-page', template: '' })
class Page {}

const MARTA = { id: 'u1', username: 'marta', role: 'admin' } as const;
const problem = (status: number, code: string): [object, { status: number; statusText: string }] => [
  { type: '', title: '', status, code, detail: '', correlationId: '' },
  { status, statusText: '' },
];

describe('the session', () => {
  let http: HttpTestingController;
  let router: Router;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([endSession])),
        provideHttpClientTesting(),
        provideRouter([
          { path: 'login', component: Page, canActivate: [signedOut] },
          { path: 'password', component: Page, canActivate: [hasSession] },
          { path: '**', component: Page, canActivate: [signedIn] },
        ]),
      ],
    });
    http = TestBed.inject(HttpTestingController);
    router = TestBed.inject(Router);
  });

  afterEach(() => {
    http.verify();
  });

  const settle = async (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve));

  /** Opens a page as a browser does, with what the server says about the session. */
  async function open(url: string, mustChangePassword: boolean | null): Promise<void> {
    const harness = await RouterTestingHarness.create();
    const opened = harness.navigateByUrl(url);
    await settle();
    const request = http.expectOne('/api/auth/session');
    if (mustChangePassword === null) request.flush(...problem(401, 'unauthenticated'));
    else request.flush({ user: MARTA, expiresAt: '2026-06-18T12:00:00Z', mustChangePassword });
    await opened;
  }
  it('opens the page for who is signed in, and is asked for once', async () => {
    await open('/projects/media?q=jelly', false);
    await router.navigateByUrl('/elsewhere');
    expect(router.url).toBe('/elsewhere');
  });

  it('leads to the sign-in page, and knows the way back', async () => {
    await open('/projects/media?q=jelly', null);
    expect(router.url).toBe('/login?from=%2Fprojects%2Fmedia%3Fq%3Djelly');
  });

  it('lets nobody past a password that has to be changed', async () => {
    await open('/projects/media', true);
    expect(router.url).toBe('/password?from=%2Fprojects%2Fmedia');
  });

  it('does not show the sign-in page to who is signed in', async () => {
    await open('/login?from=%2Fprojects%2Fmedia', false);
    expect(router.url).toBe('/projects/media');
  });

  it('ends with whichever request hears of it first, says why, and knows the way back', async () => {
    await open('/projects/media', false);
    TestBed.inject(Session).ask().subscribe();
    http.expectOne('/api/auth/session').flush(...problem(401, 'unauthenticated'));
    await settle();
    expect(router.url).toBe('/login?why=expired&from=%2Fprojects%2Fmedia');
  });

  it('says the reason the server gave, and only once', async () => {
    await open('/projects/media', false);
    const session = TestBed.inject(Session);
    session.end('disabled');
    session.end('expired');
    await settle();
    expect(router.url).toBe('/login?why=disabled&from=%2Fprojects%2Fmedia');
  });

  it('is not ended by a password that does not match', async () => {
    await open('/password', false);
    const session = TestBed.inject(Session);
    session
      .changePassword({ currentPassword: 'x', newPassword: 'long enough' })
      .subscribe({ error: () => undefined });
    http.expectOne('/api/auth/password').flush(...problem(401, 'invalid_credentials'));
    await settle();
    expect(router.url).toBe('/password');
  });

  it('goes to the sign-in page after signing out, without a reason', async () => {
    await open('/projects/media', false);
    TestBed.inject(Session).logout().subscribe();
    http.expectOne('/api/auth/logout').flush(null, { status: 204, statusText: '' });
    await settle();
    expect(router.url).toBe('/login');
  });

  it('does not take its own signing out for another tab’s when the socket hears of it first', async () => {
    await open('/projects/media', false);
    const session = TestBed.inject(Session);
    session.logout().subscribe();
    session.end('signed_out');
    http.expectOne('/api/auth/logout').flush(null, { status: 204, statusText: '' });
    await settle();
    expect(router.url).toBe('/login');
  });

  it('stays where it is when signing out fails', async () => {
    await open('/projects/media', false);
    TestBed.inject(Session).logout().subscribe();
    http.expectOne('/api/auth/logout').error(new ProgressEvent('error'));
    await settle();
    expect(router.url).toBe('/projects/media');
  });
});
