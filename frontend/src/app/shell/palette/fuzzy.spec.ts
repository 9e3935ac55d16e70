import { describe, expect, it } from '@jest/globals';
import { fuzzyMatch } from './fuzzy';

const marked = (text: string, query: string): readonly string[] | null =>
  fuzzyMatch(text, query)?.ranges.map(({ start, end }) => text.slice(start, end)) ?? null;
const score = (text: string, query: string): number => fuzzyMatch(text, query)?.score ?? -1;

describe('fuzzyMatch', () => {
  it('finds each word, in any order', () => {
    expect(marked('jellyfin media', 'med jel')).toEqual(['jel', 'med']);
    expect(marked('jellyfin media', 'med son')).toBeNull();
  });

  it('finds letters with others in between', () => {
    expect(marked('jellyfin', 'jlf')).toEqual(['j', 'l', 'f']);
    expect(marked('media jellyfin', 'jlf')).toEqual(['j', 'l', 'f']);
    expect(marked('up jellyfin', 'pull')).toBeNull();
  });

  it('joins marks that touch', () => {
    expect(marked('jellyfin', 'jel lly')).toEqual(['jelly']);
  });

  it('likes the start of a word best, and whole words better than letters', () => {
    expect(score('redis', 're')).toBeGreaterThan(score('immich-redis', 're'));
    expect(score('immich-redis', 're')).toBeGreaterThan(score('core', 're'));
    expect(score('core', 're')).toBeGreaterThan(score('rack-server', 're'));
  });

  it('takes everything when nothing is asked', () => {
    expect(fuzzyMatch('anything', '  ')).toEqual({ score: 0, ranges: [] });
  });
});
