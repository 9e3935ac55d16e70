import { describe, expect, it } from '@jest/globals';
import type { AuditStorage } from '#shared/audit';
import { checkpointWords, growthFigureOf, keptFor } from './storage-view';

const STORAGE: AuditStorage = {
  databaseBytes: 1,
  entries: 1,
  oldestAt: null,
  growthPerMonth: { entries: 3_200, bytes: 4_300_000 },
  keepDays: null,
  lastCheckpoint: null,
};

describe('what the trail takes', () => {
  it('grows by entries, and by what they weigh', () => {
    expect(growthFigureOf(STORAGE)).toMatchObject({ value: 'about 4.1\u00A0MiB', note: '3,200 entries' });
  });

  it('makes no figure up before there is one', () => {
    expect(growthFigureOf({ ...STORAGE, growthPerMonth: null }).value).toBe('Not known yet');
  });

  it.each([
    [null, 'For ever'],
    [1, 'One day'],
    [1_400, '1,400 days'],
  ])('is kept for %s days: %s', (keepDays, words) => {
    expect(keptFor({ ...STORAGE, keepDays })).toBe(words);
  });

  it('says what a checkpoint stands in for', () => {
    expect(checkpointWords({ at: '', removed: 1_204, throughSeq: 5_678 })).toBe(
      '1,204 entries, up to number 5,678',
    );
  });
});
