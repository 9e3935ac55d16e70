import { describe, expect, it } from '@jest/globals';
import { engineFailureOf } from './failure-cause.ts';

const withCode = (code: string) => Object.assign(new Error(`something ${code}`), { code });

describe('engineFailureOf', () => {
  it.each([
    ['ENOENT', 'engine_not_found'],
    ['ECONNREFUSED', 'engine_refused'],
    ['EACCES', 'engine_permission_denied'],
    ['EHOSTUNREACH', 'engine_not_found'],
    ['ECONNRESET', 'engine_lost'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'engine_tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'engine_tls'],
    ['EWHATEVER', 'engine_failed'],
  ])('%s is %s', (code, expected) => {
    const failure = engineFailureOf(withCode(code), '/run/docker.sock');
    expect(failure.code).toBe(expected);
    expect(failure.message).toContain('/run/docker.sock');
    expect(failure.action).not.toBe('');
  });

  it('says as whom it was refused', () => {
    expect(engineFailureOf(withCode('EACCES'), 'x').message).toContain(
      `running as uid ${process.getuid?.() ?? ''}`,
    );
  });

  it('does not repeat a novel', () => {
    expect(engineFailureOf(new Error('x'.repeat(10_000)), 'here').message.length).toBeLessThan(400);
  });
});
