import { describe, expect, it } from '@jest/globals';
import type { Failure } from '../core/http/failure';
import { passwordViewOf, readPassword } from './password-view';

function form(current: string, next: string, again: string): FormData {
  const data = new FormData();
  data.set('current', current);
  data.set('next', next);
  data.set('again', again);
  return data;
}
const refused = (code: string, issues?: { path: string; message: string }[]): Failure => ({
  kind: 'refused',
  problem: {
    type: '',
    title: 'T',
    status: 422,
    code,
    detail: 'D',
    correlationId: '',
    ...(issues ? { issues } : {}),
  },
});

describe('readPassword', () => {
  it('makes a request of a complete form', () => {
    expect(readPassword(form('old', 'long enough', 'long enough')).request).toEqual({
      currentPassword: 'old',
      newPassword: 'long enough',
    });
  });

  it('says what is wrong before anything is sent', () => {
    expect(readPassword(form('', 'short', 'short')).view).toMatchObject({
      current: 'Give your current password.',
      next: 'A password has at least 8 characters.',
      again: null,
    });
    expect(readPassword(form('old', 'long enough', 'long enuogh')).view).toMatchObject({
      again: 'The two are not the same.',
    });
  });
});

describe('passwordViewOf', () => {
  it('puts each problem where it belongs', () => {
    expect(passwordViewOf(refused('invalid_credentials')).current).toBe('This is not your current password.');
    expect(
      passwordViewOf(refused('invalid_request', [{ path: 'newPassword', message: 'Too common.' }])).next,
    ).toBe('Too common.');
    expect(passwordViewOf(refused('internal_error')).general).toEqual({ title: 'T', text: 'D' });
  });
});
