import { describe, expect, it } from '@jest/globals';
import { oneLine } from './one-line.ts';

describe('oneLine', () => {
  it.each([
    ['HTTP 503\n\tservice unavailable\r\n', 'HTTP 503 service unavailable'],
    ['\u001b[31mred\u001b[0m', '[31mred [0m'],
    ['abc\u202egpj.exe', 'abc gpj.exe'],
    ['\u0000\u0007', ''],
    ['Zażółć 🙂', 'Zażółć 🙂'],
  ])('%j becomes %j', (text, line) => {
    expect(oneLine(text, 100)).toBe(line);
  });

  it('cuts what is too long, and says so', () => {
    expect(oneLine('x'.repeat(1_000_000), 10)).toBe(`${'x'.repeat(9)}…`);
  });
});
