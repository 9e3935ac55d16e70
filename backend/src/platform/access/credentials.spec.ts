import { describe, expect, it } from '@jest/globals';
import { credentialsOf } from './credentials.ts';

describe('credentialsOf', () => {
  it('prefers what a browser does not attach by itself', () => {
    const headers = { authorization: 'Bearer abc', cookie: 'homelab_session=def' };
    expect(credentialsOf(headers, false)).toEqual({ kind: 'bearer', token: 'abc' });
  });

  it('reads the cookie of the transport, and no other: over TLS only the one nobody else can have set', () => {
    const headers = { cookie: 'homelab_session=plain; __Host-homelab_session=secure' };
    expect(credentialsOf(headers, false)).toEqual({ kind: 'cookie', token: 'plain' });
    expect(credentialsOf(headers, true)).toEqual({ kind: 'cookie', token: 'secure' });
    expect(credentialsOf({ cookie: 'homelab_session=plain' }, true)).toEqual({ kind: 'none' });
  });

  it.each([{}, { cookie: '' }, { cookie: 'other=1' }, { authorization: 'Basic abc' }])(
    'finds none in %j',
    (headers) => {
      expect(credentialsOf(headers, false)).toEqual({ kind: 'none' });
    },
  );
});
