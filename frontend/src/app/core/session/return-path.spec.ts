import { describe, expect, it } from '@jest/globals';
import { returnPathOf } from './return-path';

describe('returnPathOf', () => {
  it('keeps a path of this application, with all that belongs to it', () => {
    expect(returnPathOf('/projects/media?q=jelly&sel=media%2Fjellyfin')).toBe(
      '/projects/media?q=jelly&sel=media%2Fjellyfin',
    );
  });

  it.each([
    null,
    '',
    'https://elsewhere.example',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'javascript:alert(1)',
  ])('does not follow %s', (from) => {
    expect(returnPathOf(from)).toBe('/');
  });

  it('does not lead back to signing in', () => {
    expect(returnPathOf('/login?why=expired')).toBe('/');
    expect(returnPathOf('/password')).toBe('/');
    expect(returnPathOf('/logins')).toBe('/logins');
  });
});
