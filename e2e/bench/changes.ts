import type { Database } from 'better-sqlite3';
import { atThreeSizes, delayRow } from './at-three-sizes.ts';
import { ASKED_KIND, ASKED_SERVICE, fillChanges, RARE } from './made-changes.ts';
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
    page('a rare kind', { kind: RARE.kind }),
    page('a rare person', { actor: RARE.actor }),
    page('a rare kind of a service', { service: ASKED_SERVICE, kind: RARE.kind }),
    lane('what operations did', 'operations'),
    words('a frequent word', 'restarted'),
    words('a rare word', RARE.word),
    words('a word that is nowhere', 'nowhere'),
    words('the beginnings of two words', 'serv rest'),
    words('a frequent word, a rare person', 'service', { actor: RARE.actor }),
    words('a rare word, a kind it never has', RARE.word, { kind: ASKED_KIND }),
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

/** Beside it, what it costs to look at one after the other until a page is full. */
function words(name: string, q: string, filter: Readonly<Record<string, string>> = {}): Question {
  const wanted = q.split(' ').map(() => `title || ' ' || detail LIKE ?`);
  const conditions = [...wanted, ...Object.keys(filter).map((column) => `${column} = ?`)];
  return {
    name,
    path: `/api/changes?${new URLSearchParams({ ...filter, q }).toString()}`,
    bare: {
      sql: `SELECT * FROM changes WHERE ${conditions.join(' AND ')} ORDER BY at DESC, seq DESC LIMIT ${PAGE_SIZE}`,
      values: [...q.split(' ').map((word) => `%${word}%`), ...Object.values(filter)],
    },
    bareName: 'SQLite without a full-text index',
    goalMs: PAGE_GOAL_MS,
  };
}

function lane(name: string, asked: 'operations'): Question {
  return {
    name,
    path: `/api/changes?lane=${asked}`,
    bare: {
      sql: `SELECT * FROM changes WHERE operation_id IS NOT NULL ORDER BY at DESC, seq DESC LIMIT ${PAGE_SIZE}`,
      values: [],
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
