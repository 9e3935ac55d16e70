import { describe, expect, it } from '@jest/globals';
import { imageReferenceOf, shortId } from './image-reference';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('imageReferenceOf', () => {
  it.each([
    ['traefik', 'traefik', 'latest'],
    ['traefik:v3.6.1', 'traefik', 'v3.6.1'],
    ['ghcr.io/immich-app/immich-server:v2.4.1', 'ghcr.io/immich-app/immich-server', 'v2.4.1'],
    ['registry.home:5000/worker', 'registry.home:5000/worker', 'latest'],
    ['registry.home:5000/worker:2026-06-01', 'registry.home:5000/worker', '2026-06-01'],
    [`valkey/valkey:8@${DIGEST}`, 'valkey/valkey', '8'],
    [`valkey/valkey@${DIGEST}`, 'valkey/valkey', '0123456789ab'],
    [DIGEST, null, '0123456789ab'],
  ])('reads %s', (image, repository, version) => {
    expect(imageReferenceOf(image)).toEqual({ full: image, repository, version });
  });
});

describe('shortId', () => {
  it('is as long as the engine’s own tools show it', () => {
    expect(shortId(DIGEST)).toBe('0123456789ab');
  });
});
