import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { type Figures, figuresOf } from './figures.ts';
import type { Row } from './row.ts';

const ENTRIES = 600;

/** The first pay for what is loaded and compiled once. */
const WARM_UP = 100;

const RATIO_MAX = 3;

const ROOT = join(import.meta.dirname, '..', '..');

/** What adding a durable entry takes, beside the smallest durable commit. */
export interface Appending {
  readonly ours: Figures;
  readonly bare: Figures;
}

const Told = z.object({ ours: z.array(z.number()), bare: z.array(z.number()) });

/** @param dataDirectory nobody else writes there meanwhile */
export async function measureAppending(dataDirectory: string): Promise<Appending> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    join(ROOT, 'scripts/lib/typescript-hooks.mjs'),
    join(ROOT, 'backend/src/audit/testing/append-timing-program.ts'),
    dataDirectory,
    String(ENTRIES),
  ]);
  const { ours, bare } = Told.parse(JSON.parse(stdout));
  return { ours: figuresOf(ours.slice(WARM_UP)), bare: figuresOf(bare.slice(WARM_UP)) };
}

/** @param bySize the smallest first */
export function appendRow(bySize: readonly Appending[]): Row {
  const most = bySize.at(-1);
  if (most === undefined) throw new Error('nothing was measured');
  const ratio = most.ours.p50 / most.bare.p50;
  return {
    name: 'audit, a durable entry',
    ours: `${bySize.map(({ ours }) => ours.p50.toFixed(2)).join(' / ')} ms p50 at 10k / 100k / 1M, ${most.ours.p95.toFixed(2)} p95`,
    limit: `a durable commit of one row in bare SQLite: ${most.bare.p50.toFixed(2)} ms p50, ${most.bare.p95.toFixed(2)} p95`,
    ratio,
    goal: `under ${RATIO_MAX}×`,
    met: ratio < RATIO_MAX,
  };
}
