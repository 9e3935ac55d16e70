import { describe, expect, it } from '@jest/globals';
import type { OperationFacets } from '#shared/operation-metrics';
import { NO_FILTER } from '../operations-query';
import { choicesOf } from './choice-option';

const FACETS: OperationFacets = {
  commands: ['docker.pull', 'service.restart', 'tidy.up'],
  targets: ['edge/traefik', 'media/jellyfin'],
  actors: ['constructor', 'marta'],
  truncated: false,
  counts: {
    commands: [
      { name: 'service.restart', operations: 7 },
      { name: 'tidy.up', operations: 1 },
    ],
    targets: [{ name: 'media/jellyfin', operations: 8 }],
    actors: [{ name: 'marta', operations: 8 }],
    statuses: [
      { name: 'failed', operations: 2 },
      { name: 'timed_out', operations: 3 },
      { name: 'queued', operations: 1 },
    ],
  },
};
const TITLES = new Map([['tidy.up', 'Clean up']]);
const query = { ...NO_FILTER, id: null };

describe('choicesOf', () => {
  it('lists what there is by the words people know it by, with its number', () => {
    expect(choicesOf(FACETS, TITLES, query)).toMatchObject({
      commands: [
        { value: 'tidy.up', text: 'Clean up', operations: 1 },
        { value: 'service.restart', text: 'Restart', operations: 7 },
      ],
      actors: [{ value: 'marta', operations: 8 }],
      targets: [{ value: 'media/jellyfin', text: 'media/jellyfin', operations: 8 }],
    });
  });

  it('adds up the statuses that people take for one result, and names every result', () => {
    expect(
      choicesOf(FACETS, TITLES, query).results.map(({ value, operations }) => [value, operations]),
    ).toEqual([
      ['running', 1],
      ['succeeded', 0],
      ['failed', 5],
      ['cancelled', 0],
      ['refused', 0],
    ]);
  });

  it('keeps what is chosen, also where it has nothing or is not known', () => {
    const { targets } = choicesOf(FACETS, TITLES, { ...query, target: 'edge/traefik' });
    expect(targets.map(({ value, operations }) => [value, operations])).toEqual([
      ['edge/traefik', 0],
      ['media/jellyfin', 8],
    ]);
    expect(choicesOf(null, TITLES, { ...query, by: 'jonas' }).actors).toEqual([
      { value: 'jonas', text: 'jonas', operations: null },
    ]);
  });

  it('says why there are no numbers', () => {
    const { actors, note } = choicesOf({ ...FACETS, counts: null }, TITLES, query);
    expect(actors.map(({ value, operations }) => [value, operations])).toEqual([
      ['constructor', null],
      ['marta', null],
    ]);
    expect(note).toContain('Too many operations have these words');
    expect(choicesOf({ ...FACETS, truncated: true }, TITLES, query).note).toContain('more names');
  });
});
