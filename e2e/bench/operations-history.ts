import { atThreeSizes, delayRow, type Site } from './at-three-sizes.ts';
import { questionsAt } from './history-questions.ts';
import { fillOperations } from './million-operations.ts';
import { measureQuestions, questionRows } from './question.ts';
import type { Row } from './row.ts';

/** As deep as anybody has ever scrolled. */
const DEEP = 1_000;

/** The list of operations and its measures at three sizes. */
export async function operationsHistory(say: (text: string) => void): Promise<Row[]> {
  const { bySize, delay } = await atThreeSizes(
    {
      what: 'operations',
      fill: fillOperations,
      measure: async (site) => {
        const { deepest, cursor } = await walk(site);
        say(`  the deep page is number ${deepest.toLocaleString('en')}`);
        return measureQuestions(site, questionsAt(site.end, cursor));
      },
    },
    say,
  );
  return [...questionRows('operations', bySize), delayRow('operations', delay)];
}

/** Goes a thousand pages down, or as far as there are any. */
async function walk({ connection }: Site): Promise<{ deepest: number; cursor: string }> {
  let cursor = '';
  for (let page = 1; ; page += 1) {
    const query = cursor === '' ? '' : `?cursor=${cursor}`;
    const answer = await connection.get(`/api/operations${query}`);
    const { nextCursor } = JSON.parse(answer) as { nextCursor: string | null };
    if (nextCursor === null || page === DEEP) return { deepest: page, cursor };
    cursor = nextCursor;
  }
}
