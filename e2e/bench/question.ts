import { performance } from 'node:perf_hooks';
import type { Site } from './at-three-sizes.ts';
import { type Figures, figuresOf } from './figures.ts';
import type { Row } from './row.ts';

const WARM_UP = 20;
const SAMPLES = 150;

/**
 * Both are asked in so many turns, so that whatever else the machine does meets both alike. Not one by one: a bare
 * query that reads a million rows empties the processor's caches, which the next answer would pay for.
 */
const TURNS = 5;

const GROWTH_MAX = 2;

/** One thing a page asks, and what SQLite takes for it by itself. */
export interface Question {
  readonly name: string;
  readonly path: string;
  readonly bare: { readonly sql: string; readonly values: readonly unknown[] };
  readonly bareName: string;
  readonly goalMs: number;
}

/** What one question takes: over HTTP, and the bare query in this process. */
export interface Measured {
  readonly question: Question;
  readonly ours: Figures;
  readonly bare: Figures;
}

export async function measureQuestions(
  { connection, raw }: Pick<Site, 'connection' | 'raw'>,
  questions: readonly Question[],
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const question of questions) {
    const query = raw.prepare(question.bare.sql);
    const askBare = async (): Promise<number> => timeOf(() => query.all(...question.bare.values));
    const askOurs = async (): Promise<number> => timeOf(async () => connection.get(question.path));
    await times(WARM_UP, askBare);
    await times(WARM_UP, askOurs);
    const [ours, bare]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < TURNS; turn += 1) {
      bare.push(...(await times(SAMPLES / TURNS, askBare)));
      ours.push(...(await times(SAMPLES / TURNS, askOurs)));
    }
    measured.push({
      question,
      ours: figuresOf(ours),
      bare: figuresOf(bare),
    });
  }
  return measured;
}

async function times(count: number, take: () => Promise<number>): Promise<number[]> {
  const taken: number[] = [];
  for (let sample = 0; sample < count; sample += 1) taken.push(await take());
  return taken;
}

async function timeOf(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** @param bySize the same questions at each size, the smallest first */
export function questionRows(what: string, bySize: readonly (readonly Measured[])[]): Row[] {
  const [smallest = []] = bySize;
  return smallest.map(({ question, ours: least }, index) => {
    const each = bySize.flatMap((measured) => measured[index] ?? []);
    const most = each.at(-1);
    if (most === undefined) throw new Error('nothing was measured');
    const growth = most.ours.p50 / least.p50;
    return {
      name: `${what}, ${question.name}`,
      ours: `${each.map(({ ours }) => ours.p95.toFixed(1)).join(' / ')} ms p95 at 10k / 100k / 1M, p50 grows ${growth.toFixed(2)}×`,
      limit: `${question.bareName} ${most.bare.p95.toFixed(2)} ms p95 at 1M`,
      ratio: most.ours.p95 / most.bare.p95,
      goal: `under ${question.goalMs} ms p95, growth under ${GROWTH_MAX}×`,
      met: most.ours.p95 < question.goalMs && growth < GROWTH_MAX,
    };
  });
}
