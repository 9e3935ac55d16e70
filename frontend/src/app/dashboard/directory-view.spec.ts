import { describe, expect, it } from '@jest/globals';
import type { Service } from '#shared/service';
import { containerWith, directoryOf, serviceWith } from '../../testing/services';
import { type DirectoryQuery, PLAIN_QUERY } from './directory-query';
import { type DirectoryView, directoryViewOf } from './directory-view';
import { rowMaker } from './service-row';

const jellyfin = serviceWith('media/jellyfin');
const navidrome = serviceWith('media/navidrome', {
  state: 'stopped',
  containers: [containerWith({ image: 'deluan/navidrome:0.58' })],
});
const forgejo = serviceWith('dev/forgejo', {
  health: 'unhealthy',
  containers: [containerWith({ image: 'forgejo:12' })],
});

function view(
  query: Partial<DirectoryQuery>,
  options: {
    services?: readonly Service[];
    held?: boolean;
    before?: DirectoryView;
    project?: string;
    stale?: boolean;
    drawn?: number;
  } = {},
): DirectoryView {
  const {
    services = [jellyfin, navidrome, forgejo],
    held = false,
    before = null,
    project = null,
    stale = false,
    drawn = Infinity,
  } = options;
  return directoryViewOf(
    {
      directory: directoryOf(services),
      project,
      needing: new Map([['dev/forgejo', '2026-06-18T11:54:00.000Z']]),
      query: { ...PLAIN_QUERY, ...query },
      held,
      stale,
      drawn,
      rowOf: rowMaker('atlas'),
    },
    before,
  );
}
const names = ({ groups }: DirectoryView): readonly string[] =>
  groups.flatMap(({ rows }) => rows.map(({ name }) => name));

describe('directoryViewOf', () => {
  it('groups by project, each with its summary', () => {
    expect(view({}).groups.map(({ heading }) => [heading?.title, heading?.summary])).toEqual([
      ['dev', '1 service, 1 unhealthy'],
      ['media', '2 services, 1 stopped'],
    ]);
  });

  it('claims nothing about states in the summaries of an old picture', () => {
    expect(view({}, { stale: true }).groups.map(({ heading }) => heading?.summary)).toEqual([
      '1 service',
      '2 services',
    ]);
  });

  it('counts trouble from when it began, where that is known', () => {
    const row = view({}).groups[0]?.rows[0];
    expect(row).toMatchObject({ name: 'forgejo', since: '2026-06-18T11:54:00.000Z' });
  });

  it('has no groups when sorted across projects, or about one', () => {
    expect(view({ sort: 'state' }).groups.map(({ heading }) => heading)).toEqual([null]);
    expect(view({}, { project: 'media' }).groups.map(({ heading }) => heading)).toEqual([null]);
    expect(names(view({}, { project: 'media' }))).toEqual(['jellyfin', 'navidrome']);
  });

  it('draws the first rows first, and always the selected one; what is counted is counted in full', () => {
    const first = view({}, { drawn: 2 });
    expect(names(first)).toEqual(['forgejo', 'jellyfin']);
    expect(first.groups[1]?.heading?.summary).toBe('2 services, 1 stopped');
    expect(first.counts.all).toBe(3);
    expect(names(view({ selected: 'media/navidrome' }, { drawn: 1 }))).toContain('navidrome');
  });

  it('says how many rows are drawn only when asked for, and only of those that match', () => {
    const services = Array.from({ length: 1_000 }, (_, index) => ({
      ...jellyfin,
      key: `media/service-${index}`,
      name: `service-${index}`,
    }));
    expect(view({}, { services, drawn: 60 }).undrawn).toBe(600); // the rest of the first 400 comes by itself
    expect(view({}, { services, drawn: 800 }).undrawn).toBe(200);
    expect(view({}, { services, drawn: 1_200 }).undrawn).toBe(0);
    expect(view({ text: 'service-99' }, { services, drawn: 400 }).undrawn).toBe(0);
  });

  it('filters by every word in name, project or image', () => {
    expect(names(view({ text: 'media jelly' }))).toEqual(['jellyfin']);
    expect(names(view({ text: 'DELUAN' }))).toEqual(['navidrome']);
  });

  it('filters by state, and counts what each would leave under the text', () => {
    expect(names(view({ state: 'attention' }))).toEqual(['forgejo']);
    expect(names(view({ state: 'stopped' }))).toEqual(['navidrome']);
    expect(view({ state: 'stopped', text: 'media' }).counts).toEqual({
      all: 2,
      attention: 0,
      running: 1,
      stopped: 1,
    });
  });

  it('tells an empty engine from a filter that fits nothing, and guesses what was meant', () => {
    expect(view({}, { services: [] }).nothing).toEqual({ kind: 'no-services' });
    expect(view({ text: 'jelyfin' }).nothing).toEqual({ kind: 'no-match', suggestion: 'jellyfin' });
    expect(view({ text: 'something else entirely' }).nothing).toEqual({ kind: 'no-match', suggestion: null });
  });

  it('moves no row while it is held, but answers a new question at once', () => {
    const before = view({ sort: 'state' });
    expect(names(before)).toEqual(['forgejo', 'navidrome', 'jellyfin']);
    const services = [
      serviceWith('media/jellyfin', { state: 'failed' }),
      navidrome,
      serviceWith('dev/forgejo'),
    ];
    const held = view({ sort: 'state' }, { services, held: true, before });
    expect(names(held)).toEqual(['forgejo', 'navidrome', 'jellyfin']);
    expect(held.misplaced).toBe(2);
    expect(names(view({ sort: 'state', selected: 'dev/forgejo' }, { services, held: true, before }))).toEqual(
      names(held),
    );
    expect(names(view({ sort: 'name' }, { services, held: true, before }))).toEqual([
      'forgejo',
      'jellyfin',
      'navidrome',
    ]);
  });
});

describe('rowMaker', () => {
  it('makes the row of a service once', () => {
    const rowOf = rowMaker('atlas');
    expect(rowOf(jellyfin)).toBe(rowOf(jellyfin));
  });

  it('speaks of replicas only where there are some', () => {
    const rowOf = rowMaker('atlas');
    const three = [containerWith(), containerWith(), containerWith({ state: 'exited' })];
    expect(rowOf(jellyfin).replicas).toBeNull();
    expect(rowOf(serviceWith('a/b', { containers: three })).replicas).toBe('2 of 3 run');
    expect(rowOf(serviceWith('a/c', { containers: three.slice(0, 2) })).replicas).toBe('2 containers');
  });
});
