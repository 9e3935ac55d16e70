import { describe, expect, it } from '@jest/globals';
import type { ActionContext } from '../../core/commands/offers';
import { commandWith, operationWith } from '../../../testing/operations';
import { directoryOf, serviceWith } from '../../../testing/services';
import { paletteEntriesOf } from './palette-entries';
import { paletteViewOf } from './palette-view';

const entries = paletteEntriesOf(
  directoryOf([serviceWith('media/jellyfin'), serviceWith('media/navidrome'), serviceWith('dev/forgejo')]),
  false,
);
const found = (query: string): readonly (readonly [string, readonly string[]])[] =>
  paletteViewOf(entries, query).map(({ name, hits }) => [name, hits.map(({ entry }) => entry.text)]);

describe('paletteViewOf', () => {
  it('offers services, pages and actions before anything is typed', () => {
    expect(found('').map(([name]) => name)).toEqual(['Services', 'Go to', 'Actions']);
  });

  it('puts the group with the best hit first', () => {
    expect(found('dark')[0]).toEqual(['Actions', ['Use the dark theme']]);
    expect(found('jelly')[0]).toEqual(['Services', ['jellyfin']]);
  });

  it('finds services by project and version, and marks where', () => {
    const [services] = paletteViewOf(entries, 'navi 10.11');
    expect(services?.hits[0]).toMatchObject({
      entry: { text: 'navidrome', note: 'media, 10.11.2' },
      textRanges: [{ start: 0, end: 4 }],
      noteRanges: [{ start: 7, end: 12 }],
    });
  });

  it('says nothing fits by showing no group', () => {
    expect(found('zzzz')).toEqual([]);
  });

  it('runs what can be run, and says what keeps it away', () => {
    const context: ActionContext = {
      catalog: [commandWith('service.restart'), commandWith('compose.up'), commandWith('docker.pull-all')],
      user: { id: 'u', username: 'marta', role: 'operator' },
      engineReady: true,
      active: [operationWith()],
      pending: [],
    };
    const directory = directoryOf([serviceWith('media/jellyfin'), serviceWith('dev/forgejo')]);
    const runs = (query: string, change: Partial<ActionContext> = {}): readonly string[] =>
      paletteViewOf(paletteEntriesOf(directory, false, { ...context, ...change }), query)
        .flatMap(({ hits }) => hits)
        .filter(({ entry }) => entry.deed.kind === 'run')
        .map(({ entry }) => `${entry.text}: ${entry.note}`);
    expect(runs('restart')).toEqual([
      'Restart forgejo: dev',
      'Restart jellyfin: Restart jellyfin is running.',
      'Compose up media: Restart jellyfin is running.',
    ]);
    expect(runs('pull all')).toEqual(['Pull all images: ']);
    expect(runs('compose up media')).toEqual(['Compose up media: Restart jellyfin is running.']);
    expect(runs('restart', { user: { id: 'u', username: 'jonas', role: 'viewer' } })).toEqual([]);
  });

  it('knows only what is known', () => {
    expect(paletteEntriesOf(null, false).some(({ group }) => group === 'Services')).toBe(false);
    expect(paletteEntriesOf(directoryOf([serviceWith('a/b')]), true)[0]?.state).toBe('Unknown');
  });
});
