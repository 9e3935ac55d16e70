import { describe, expect, it } from '@jest/globals';
import { outputOf } from './output-text';
import { searchOutput } from './search-output';

describe('searchOutput', () => {
  const { chunks } = outputOf(
    Array.from({ length: 250 }, (_, index) =>
      index % 100 === 50 ? `Pulled image ${index}\n` : 'waiting\n',
    ).join(''),
  );

  it('numbers the matches through all chunks, whatever the case', () => {
    const { count, byChunk } = searchOutput(chunks, 'pulled');
    expect(count).toBe(2);
    expect([...byChunk.values()].map(({ first, ranges }) => [first, ranges.length])).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  it('finds nothing without a text, and stops where it gets too much', () => {
    expect(searchOutput(chunks, '').count).toBe(0);
    expect(searchOutput(outputOf('aaaa'.repeat(600)).chunks, 'a').count).toBe(1_000);
  });
});
