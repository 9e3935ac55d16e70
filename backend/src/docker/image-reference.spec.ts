import { describe, expect, it } from '@jest/globals';
import { imageReference, referenceText } from './image-reference.ts';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

describe('imageReference', () => {
  it.each([
    ['redis', 'redis:latest'],
    ['redis:8.2-alpine', 'redis:8.2-alpine'],
    ['library/redis:8', 'redis:8'],
    ['docker.io/library/redis:8', 'redis:8'],
    ['index.docker.io/grafana/grafana', 'grafana/grafana:latest'],
    ['ghcr.io/immich-app/immich-server:release', 'ghcr.io/immich-app/immich-server:release'],
    ['127.0.0.1:5000/lab/busybox:1', '127.0.0.1:5000/lab/busybox:1'],
    ['localhost/x', 'localhost/x:latest'],
    ['Registry.Example.COM:5000/a__b/c.d-e:V1', 'Registry.Example.COM:5000/a__b/c.d-e:V1'],
    [`redis@${DIGEST}`, `redis@${DIGEST}`],
    [`redis:8@${DIGEST}`, `redis@${DIGEST}`],
    ['feed:cafe', 'feed:cafe'],
  ])('reads %s as %s', (text, meant) => {
    const reference = imageReference(text);
    expect(reference === null ? null : referenceText(reference)).toBe(meant);
  });

  it.each([
    ['an image id', DIGEST],
    ['an image id without its algorithm', '0a'.repeat(32)],
    ['nothing', ''],
    ['a tag alone', ':1'],
    ['an empty tag', 'redis:'],
    ['upper case in the path', 'Redis'],
    ['a pattern', 'redis*'],
    ['a pattern of one', 'redis[12]'],
    ['a query', 'redis:1?all=1'],
    ['a fragment', 'redis#1'],
    ['a way up', '../redis'],
    ['a way up in the middle', 'a/../b'],
    ['an empty part', 'a//b'],
    ['an absolute path', '/etc/passwd'],
    ['a percent sign', 'redis%2fx'],
    ['a space', 'redis 8'],
    ['a new line', 'redis\n'],
    ['a new line after the tag', 'redis:8\n'],
    ['a URL', 'https://registry.example/redis'],
    ['a URL with a password', 'https://me:secret@registry.example/redis'],
    ['an option', '--all-tags'],
    ['a digest that is too short', 'redis@sha256:00'],
    ['two digests', `redis@${DIGEST}@${DIGEST}`],
    ['an unknown algorithm', `redis@md5:${'0'.repeat(32)}`],
    ['a tag that is too long', `redis:${'a'.repeat(129)}`],
    ['a name that is too long', 'a'.repeat(300)],
    ['far too much', 'a'.repeat(100_000)],
    ['a port that is none', 'example.com:port/x'],
  ])('refuses %s', (_what, text) => {
    expect(imageReference(text)).toBeNull();
  });
});
