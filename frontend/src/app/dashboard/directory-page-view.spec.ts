import { describe, expect, it } from '@jest/globals';
import type { AttentionItem } from '#shared/attention';
import { CONNECTED, directoryOf, NOON, serviceWith } from '../../testing/services';
import type { Freshness } from '../core/directory/freshness';
import type { Directory } from '../core/directory/reduce-services';
import { type DirectoryPageParts, type DirectoryPageView, directoryPageViewOf } from './directory-page-view';
import { PLAIN_QUERY } from './directory-query';
import { rowMaker } from './service-row';

const at = Date.parse(NOON);
const live: Freshness = { status: 'live', at };
const engineTrouble: AttentionItem = {
  id: 'engine',
  kind: 'engine',
  service: null,
  title: 'No answer',
  detail: '',
  since: NOON,
};
const unhealthy: AttentionItem = {
  ...engineTrouble,
  id: 'unhealthy:a/b',
  kind: 'unhealthy',
  service: 'a/b',
  title: 'b is unhealthy',
};

function view(change: Partial<DirectoryPageParts> & { directory?: Directory } = {}): DirectoryPageView {
  const { directory = directoryOf([serviceWith('a/b')]), ...parts } = change;
  return directoryPageViewOf(
    {
      watched: { status: 'known', value: directory },
      freshness: live,
      attention: { status: 'known', value: [] },
      query: PLAIN_QUERY,
      held: false,
      drawn: Infinity,
      project: null,
      rowOf: rowMaker('atlas'),
      ...parts,
    },
    null,
  );
}
const attentionIn = (page: DirectoryPageView): unknown => (page.status === 'shown' ? page.attention : null);

describe('directoryPageViewOf', () => {
  it('waits for the first picture, and says when the engine has none to give', () => {
    const empty = directoryOf([], { refreshedAt: null });
    const gone = { ...CONNECTED, status: 'unreachable' } as const;
    expect(view({ watched: { status: 'waiting' } }).status).toBe('loading');
    expect(view({ directory: empty, freshness: { status: 'none' } }).status).toBe('loading');
    expect(view({ directory: { ...empty, engine: gone }, freshness: { status: 'none' } }).status).toBe(
      'unknown',
    );
  });

  it('passes on why the list did not come', () => {
    const refusal = { code: 'forbidden', message: 'No.' };
    expect(view({ watched: { status: 'refused', refusal } })).toMatchObject({ status: 'failed', refusal });
  });

  it('says that all is well, and when that was checked', () => {
    expect(attentionIn(view())).toEqual({
      status: 'well',
      running: 1,
      total: 1,
      checkedAt: at,
      stale: false,
    });
  });

  it('lists what needs attention; the engine has its banner', () => {
    expect(
      attentionIn(view({ attention: { status: 'known', value: [engineTrouble, unhealthy] } })),
    ).toMatchObject({
      status: 'trouble',
      rows: [{ title: 'b is unhealthy', link: ['/services', 'a', 'b', 'overview'] }],
      asOf: null,
    });
  });

  it('marks an old picture everywhere', () => {
    const stale: Freshness = { status: 'stale', at };
    expect(view({ freshness: stale })).toMatchObject({
      asOf: at,
      attention: { status: 'well', stale: true },
    });
    expect(
      attentionIn(view({ freshness: stale, attention: { status: 'known', value: [unhealthy] } })),
    ).toMatchObject({ asOf: at });
  });
});
