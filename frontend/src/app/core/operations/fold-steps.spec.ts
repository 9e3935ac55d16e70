import { describe, expect, it } from '@jest/globals';
import { foldSteps } from './fold-steps';
import type { PartBar } from './progress-view';
import type { StepView } from './step-view';

const BAR: PartBar = {
  ...{ id: 'b', label: 'b', step: null, status: 'succeeded', percent: 100 },
  ...{ amount: '', note: '', layers: [] },
};
const step = (index: number, change: Partial<StepView> = {}): StepView => ({
  id: `s${index}`,
  title: `Pull ${index}`,
  look: { glyph: 'is-ok', word: 'Done', tone: 'ok' },
  detail: '',
  took: '1 s',
  bars: [],
  ...change,
});
const many = (count: number, changes: Readonly<Record<number, Partial<StepView>>> = {}): StepView[] =>
  Array.from({ length: count }, (_, index) => step(index, changes[index]));
const ids = (steps: readonly StepView[]): readonly string[] => foldSteps(steps).map(({ id }) => id);

const FAILED: Partial<StepView> = { look: { glyph: 'is-bad', word: 'Failed', tone: 'bad' } };
const RUNNING: Partial<StepView> = { look: { glyph: 'is-starting', word: 'Running', tone: 'accent' } };

describe('foldSteps', () => {
  it('leaves a few as they are', () => {
    expect(ids(many(8))).toHaveLength(8);
  });

  it('keeps what failed, what runs, what was fetched and the last two, in their order', () => {
    const steps = many(24, { 3: FAILED, 9: { bars: [BAR] }, 15: RUNNING });
    expect(ids(steps)).toEqual(['s3', 's9', 's15', 's22', 's23']);
  });

  it('never folds a failure away, and of much that was fetched keeps the latest', () => {
    const failed = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [index, FAILED]));
    expect(ids(many(24, failed))).toEqual([
      ...Array.from({ length: 12 }, (_, index) => `s${index}`),
      ...['s22', 's23'],
    ]);
    const fetched = Object.fromEntries(Array.from({ length: 24 }, (_, index) => [index, { bars: [BAR] }]));
    expect(ids(many(24, fetched))).toEqual(['s16', 's17', 's18', 's19', 's20', 's21', 's22', 's23']);
  });
});
