import { describe, expect, it } from '@jest/globals';
import { callTextOf } from './call-text';

const process = (...argv: string[]): string => callTextOf({ type: 'process', argv, cwd: '/' });

describe('callTextOf', () => {
  it('shows where each argument begins and ends', () => {
    expect(process('/usr/bin/docker', 'compose', '-p', 'media', '--', 'a b', '')).toBe(
      `/usr/bin/docker compose -p media -- 'a b' ''`,
    );
    expect(process('say', `it's`, '$HOME;rm', 'new\nline')).toBe(`say 'it'\\''s' '$HOME;rm' 'new\nline'`);
  });

  it('leaves a request to the engine as it was made', () => {
    const request = 'POST /images/create?fromImage=jellyfin%2Fjellyfin&tag=10.11.2';
    expect(callTextOf({ type: 'engine', request })).toBe(request);
  });
});
