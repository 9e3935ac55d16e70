import { describe, expect, it } from '@jest/globals';
import { labelsMatching, sortLabels } from './label-list';

const labels = [
  { name: 'com.docker.compose.project', value: 'media' },
  { name: 'traefik.enable', value: 'true' },
  { name: 'homepage.key', value: null },
];

describe('labels', () => {
  it('come first where a person wrote them', () => {
    expect(sortLabels(labels).map(({ name }) => name)).toEqual([
      'homepage.key',
      'traefik.enable',
      'com.docker.compose.project',
    ]);
  });

  it('are found by name and value', () => {
    expect(labelsMatching(labels, ' MEDIA ')).toHaveLength(1);
    expect(labelsMatching(labels, '')).toHaveLength(3);
    expect(labelsMatching(labels, 'null')).toHaveLength(0);
  });
});
