import { describe, expect, it } from '@jest/globals';
import { type Image } from './images.ts';
import { planPull } from './pull-plan.ts';

const digestOf = (index: number): string => `sha256:${String(index).repeat(64)}`;
const image = {
  layers: [5e6, 90e6, 1e3, 40e6, 2e6].map((compressedBytes, index) => ({
    digest: digestOf(index),
    diffId: digestOf(index + 5),
    compressedBytes,
  })),
} as unknown as Image;

const STAGES = [
  'Pulling fs layer',
  'Waiting',
  'Downloading',
  'Verifying Checksum',
  'Download complete',
  'Extracting',
  'Pull complete',
];

describe('the plan of a pull', () => {
  const steps = planPull(image, new Set([digestOf(2)]));

  it('goes forward in time', () => {
    const times = steps.map(({ after }) => after);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('takes each layer through its stages in order, up to the last byte', () => {
    for (const index of [0, 1, 3, 4]) {
      const lines = steps.map(({ line }) => line).filter(({ id }) => id === String(index).repeat(12));
      const stages = lines.map(({ status }) => STAGES.indexOf(status));
      expect(stages).toEqual(stages.toSorted((a, b) => a - b));
      expect(lines.at(-1)?.status).toBe('Pull complete');
      const downloads = lines
        .filter(({ status }) => status === 'Downloading')
        .map((line) => line.progressDetail);
      const total = image.layers[index]?.compressedBytes;
      expect(downloads.at(-1)).toEqual({ current: total, total });
    }
  });

  it('says which layers are there already, and does not fetch them', () => {
    const lines = steps.filter(({ line }) => line.id === '2'.repeat(12)).map(({ line }) => line.status);
    expect(lines).toEqual(['Already exists']);
  });

  it('extracts in the order of the layers', () => {
    const completed = steps
      .filter(({ line }) => line.status === 'Pull complete')
      .map(({ line }) => line.id?.[0]);
    expect(completed).toEqual(['0', '1', '3', '4']);
  });
});
