import { describe, expect, it } from '@jest/globals';
import { parseImageReference, pathOf } from './image-reference.ts';

const DIGEST = `sha256:${'ab'.repeat(32)}`;

describe('image references', () => {
  it.each([
    ['redis', 'redis', 'latest', null],
    ['redis:8', 'redis', '8', null],
    ['docker.io/library/redis:8', 'redis', '8', null],
    ['127.0.0.1:5000/lab/busybox', '127.0.0.1:5000/lab/busybox', 'latest', null],
    ['127.0.0.1:5000/lab/busybox:1', '127.0.0.1:5000/lab/busybox', '1', null],
    [`ghcr.io/immich-app/postgres@${DIGEST}`, 'ghcr.io/immich-app/postgres', 'latest', DIGEST],
  ])('takes %s apart', (text, repository, tag, digest) => {
    expect(parseImageReference(text)).toEqual({ repository, tag, digest });
  });

  it.each(['', 'UPPER', 'a b', 'a:b:c', 'a//b', '../a', 'a@sha256:1', 'a:-x', 'redis;rm'])(
    'refuses %j as the engine does',
    (text) => {
      expect(() => parseImageReference(text)).toThrow(expect.objectContaining({ status: 400 }));
    },
  );

  it('shows the path as the engine does in its progress', () => {
    expect(pathOf('redis')).toBe('library/redis');
    expect(pathOf('jellyfin/jellyfin')).toBe('jellyfin/jellyfin');
    expect(pathOf('127.0.0.1:5000/lab/busybox')).toBe('lab/busybox');
    expect(pathOf('ghcr.io/immich-app/immich-server')).toBe('immich-app/immich-server');
  });
});
