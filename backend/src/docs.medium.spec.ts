import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { generatedPages, programInventory } from './docs.ts';
import { PROGRAM } from './platform/testing/program.ts';

describe('the documentation made from the program', () => {
  it('has nothing undeclared to hide', async () => {
    expect((await programInventory()).problems).toEqual([]);
  });

  it('is what is in the repository; if not, run: node scripts/docs.mjs', async () => {
    for (const [path, text] of await generatedPages()) {
      expect(readFileSync(join(PROGRAM.root, path), 'utf8')).toBe(text);
    }
  });
});
