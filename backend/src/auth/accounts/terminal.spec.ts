import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StandardError } from './terminal.ts';

describe('StandardError', () => {
  const write = process.stderr.write.bind(process.stderr);
  let written = '';
  beforeEach(() => {
    process.stderr.write = (text: string | Uint8Array) => {
      written += text.toString();
      return true;
    };
  });
  afterEach(() => {
    process.stderr.write = write;
  });

  it('shows a block that stands out', () => {
    new StandardError().show(['name      admin', '']);
    expect(written).toBe(
      '\n+-----------------+\n| name      admin |\n|                 |\n+-----------------+\n\n',
    );
  });
});
