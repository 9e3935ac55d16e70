import { describe, expect, it } from '@jest/globals';
import { COMMAND_IDS } from '#shared/command-ids';
import { CATALOG } from './catalog.ts';

describe('the catalog', () => {
  it('has the commands the settings file may name, and no others', () => {
    expect(CATALOG.map(({ id }) => id)).toEqual([...COMMAND_IDS]);
  });
});
