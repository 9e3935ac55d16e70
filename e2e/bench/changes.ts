import type { Database } from 'better-sqlite3';
import { atThreeSizes, delayRow } from './at-three-sizes.ts';
import { ASKED_KIND, ASKED_SERVICE, fillChanges } from './made-changes.ts';
import { measureQuestions, type Question, questionRows } from './question.ts';
import type { Row } from './row.ts';

const PAGE_SIZE = 50;
const PAGE_GOAL_MS = 10;

/** The list of what changed, at three sizes. */
export async function changes(say: (text: string) => void): Promise<Row[]> {
  const { bySize, delay } = await atThreeSizes(
    {
      what: 'changes',
      fill: fillChanges,
      measure: async (site) => measureQuestions(site, questionsAt(site.raw)),
    },
    say,
  );
  return [...questionRows('changes', bySize), delayRow('changes', delay)];
}

function questionsAt(raw: Database): Question[] {
  return [
    page('newest page', {}),
    page('deepest page', {}, lastPage(raw)),
    page('by service', { service: ASKED_SERVICE }),
    page('by kind', { kind: ASKED_KIND }),
  ];
}

interface Place {
  readonly at: number;
  readonly seq: number;
}

function page(name: string, filter: Readonly<Record<string, string>>, after?: Place): Question {
  const cursor = after && Buffer.from(`${after.at}.c.${after.seq}`).toString('base64url');
  const query = new URLSearchParams({ ...filter, ...(cursor === undefined ? {} : { cursor }) });
  const conditions = ['(at, seq) < (?, ?)', ...Object.keys(filter).map((column) => `${column} = ?`)];
  return {
    name,
    path: `/api/changes?${query.toString()}`,
    bare: {
      sql: `SELECT * FROM changes WHERE ${conditions.join(' AND ')} ORDER BY at DESC, seq DESC LIMIT ${PAGE_SIZE}`,
      values: [
        ...(after === undefined ? [Number.MAX_SAFE_INTEGER, 0] : [after.at, after.seq]),
        ...Object.values(filter),
      ],
    },
    bareName: 'bare SQLite',
    goalMs: PAGE_GOAL_MS,
  };
}

/** Behind which change the oldest page stands. */
function lastPage(raw: Database): Place {
  const place = raw
    .prepare<[number], Place>('SELECT at, seq FROM changes ORDER BY at, seq LIMIT 1 OFFSET ?')
    .get(PAGE_SIZE);
  if (place === undefined) throw new Error('there is but one page');
  return place;
}
