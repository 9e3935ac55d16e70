import { describe, expect, it } from '@jest/globals';
import { appendOutput, lineCountOf, NO_OUTPUT, outputOf, type OutputText } from './output-text';

const piece = (
  text: string,
  change: { stream?: 'stdout' | 'stderr'; skippedBytes?: number } = {},
): Parameters<typeof appendOutput>[1] => ({ stream: 'stdout', offset: 0, text, skippedBytes: 0, ...change });
const written = (...pieces: readonly Parameters<typeof appendOutput>[1][]): OutputText =>
  pieces.reduce(appendOutput, NO_OUTPUT);
const linesOf = ({ chunks }: OutputText): readonly string[] =>
  chunks.flatMap(({ lines }) => lines.map(({ text }) => text));

describe('appendOutput', () => {
  it('joins what arrives in pieces to lines', () => {
    expect(linesOf(written(piece('Pul'), piece('ling\nDone'), piece('\n'), piece('Bye\n')))).toEqual([
      'Pulling',
      'Done',
      'Bye',
    ]);
  });

  it('keeps empty lines', () => {
    expect(linesOf(outputOf('a\n\nb\n'))).toEqual(['a', '', 'b']);
  });

  it('does not mix the two streams in one line', () => {
    const output = written(piece('50 %'), piece('warning\n', { stream: 'stderr' }), piece('60 %'));
    expect(output.chunks[0]?.lines).toEqual([
      { text: '50 %', stream: 'stdout' },
      { text: 'warning', stream: 'stderr' },
      { text: '60 %', stream: 'stdout' },
    ]);
  });

  it('shows what a terminal would: the last state of a line, without colours', () => {
    expect(linesOf(outputOf('10 %\r90 %\r\n\u001B[31mred\u001B[0m\u0007\n'))).toEqual(['90 %', 'red\uFFFD']);
    expect(linesOf(written(piece('10 %\r'), piece('20 %')))).toEqual(['20 %']);
  });

  it('marks what was left out where it was', () => {
    const output = written(piece('a\n'), piece('z\n', { skippedBytes: 5_000 }));
    expect(output.chunks.map(({ missingBefore }) => missingBefore)).toEqual([0, 5_000]);
    expect(linesOf(output)).toEqual(['a', 'z']);
  });

  it('keeps the last lines and counts the rest', () => {
    const output = outputOf(Array.from({ length: 25_000 }, (_, index) => `line ${index}\n`).join(''));
    expect(lineCountOf(output)).toBe(25_000);
    expect(output.droppedLines).toBe(15_000);
    expect(linesOf(output).at(-1)).toBe('line 24999');
    expect(linesOf(output)).toHaveLength(10_000);
  });

  it('does not grow with a line that never ends', () => {
    const output = Array.from({ length: 50 }, () => piece('x'.repeat(1_000))).reduce(appendOutput, NO_OUTPUT);
    expect(linesOf(output)).toHaveLength(1);
    expect(linesOf(output)[0]?.length).toBe(8_000);
  });

  it('leaves what is finished alone', () => {
    const before = outputOf(Array.from({ length: 150 }, () => 'line\n').join(''));
    const after = appendOutput(before, piece('more\n'));
    expect(after.chunks[0]).toBe(before.chunks[0]);
  });
});
