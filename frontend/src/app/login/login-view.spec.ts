import { describe, expect, it } from '@jest/globals';
import type { Failure } from '../core/http/failure';
import { loginViewOf, readLogin } from './login-view';

function form(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}
const refused = (status: number, code: string, facts?: Record<string, number>): Failure => ({
  kind: 'refused',
  problem: {
    type: '',
    title: 'Title',
    status,
    code,
    detail: 'Detail.',
    correlationId: '',
    ...(facts ? { facts } : {}),
  },
});

describe('readLogin', () => {
  it('makes a request of a complete form', () => {
    expect(readLogin(form({ username: 'marta', password: 'secret', keep: 'on' }))).toEqual({
      username: 'marta',
      password: 'secret',
      keepSignedIn: true,
    });
  });

  it('says which field is missing', () => {
    expect(readLogin(form({ username: 'marta', password: '' }))).toEqual({
      status: 'incomplete',
      username: null,
      password: 'Give your password.',
    });
  });
});

describe('loginViewOf', () => {
  it('says how many tries are left', () => {
    expect(
      loginViewOf(refused(401, 'invalid_credentials', { attemptsLeft: 3, pauseSeconds: 300 }), 0),
    ).toMatchObject({
      text: '3 tries left, then sign-in pauses for 5\u00A0min for this address.',
      badPassword: true,
    });
    expect(loginViewOf(refused(401, 'invalid_credentials', { attemptsLeft: 1 }), 0)).toMatchObject({
      text: '1 try left, then sign-in pauses for a while for this address.',
    });
    expect(loginViewOf(refused(401, 'invalid_credentials'), 0)).toMatchObject({
      text: 'Check both and try again.',
    });
  });

  it('shows the pause that the last try has started', () => {
    expect(
      loginViewOf(refused(401, 'invalid_credentials', { attemptsLeft: 0, pauseSeconds: 2 }), 5_000),
    ).toEqual({ status: 'paused', until: 7_000 });
  });

  it('counts a pause by the server’s clock', () => {
    expect(loginViewOf(refused(429, 'too_many_attempts', { retryAfterSeconds: 30 }), 5_000)).toEqual({
      status: 'paused',
      until: 35_000,
    });
  });

  it('passes on what else the server says, and says so if it says nothing', () => {
    expect(loginViewOf(refused(503, 'database_unavailable'), 0)).toMatchObject({
      title: 'Title',
      text: 'Detail.',
      badPassword: false,
    });
    expect(loginViewOf({ kind: 'offline' }, 0)).toMatchObject({ title: 'The server does not answer' });
  });
});
