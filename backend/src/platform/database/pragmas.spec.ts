import { describe, expect, it } from '@jest/globals';
import { DatabaseUnusable } from './database-errors.ts';
import { applyPragmas } from './pragmas.ts';
import { withRawDatabase } from './testing/raw-database.ts';

describe('applyPragmas', () => {
  it('refuses a connection on which a setting did not take: a database in memory has no WAL', async () => {
    const applying = withRawDatabase(':memory:', (raw) => {
      applyPragmas(raw, 'write');
    });
    await expect(applying).rejects.toThrow(DatabaseUnusable);
    await expect(applying).rejects.toThrow('SQLite answers journal_mode = memory where wal is needed');
  });
});
