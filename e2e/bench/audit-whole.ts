import { get } from 'node:http';
import { performance } from 'node:perf_hooks';
import { AuditVerification } from '#shared/audit';
import type { Site } from './at-three-sizes.ts';
import type { Row } from './row.ts';

/** What reading all of the trail takes, in entries a second. */
export interface WholeTrail {
  readonly exported: number;
  readonly verified: number;
  /** Bare SQLite, which reads the same rows and does nothing with them. */
  readonly read: number;
}

const VERIFY_GOAL = 200_000;
const SLOWDOWN_MAX = 2;

export async function measureWhole(site: Site): Promise<WholeTrail> {
  return {
    read: await perSecond(() => countRows(site)),
    verified: await perSecond(async () => verify(site)),
    exported: await perSecond(async () => exportAll(site)),
  };
}

async function perSecond(work: () => number | Promise<number>): Promise<number> {
  const began = performance.now();
  const entries = await work();
  return entries / ((performance.now() - began) / 1_000);
}

function countRows({ raw }: Site): number {
  let rows = 0;
  const everything = raw.prepare('SELECT * FROM audit_logs ORDER BY seq').raw().iterate();
  while (everything.next().done !== true) rows += 1;
  return rows;
}

async function verify({ connection }: Site): Promise<number> {
  const { ok, entries } = AuditVerification.parse(JSON.parse(await connection.get('/api/audit/verify')));
  if (!ok) throw new Error('the chain is broken');
  return entries;
}

/** Reads the whole download and keeps nothing of it. */
async function exportAll({ app, client, size }: Site): Promise<number> {
  const lines = await new Promise<number>((resolve, reject) => {
    const options = { headers: { cookie: client.cookie }, agent: false };
    get(`${app.url}/api/audit/export?format=jsonl`, options, (answer) => {
      let seen = 0;
      answer.on('data', (chunk: Buffer) => {
        for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) seen += 1;
      });
      answer.on('error', reject);
      answer.on('end', () => {
        resolve(seen);
      });
    }).on('error', reject);
  });
  if (lines < size) throw new Error(`the export has ${lines} of ${size} entries`);
  return lines;
}

/** @param bySize the smallest first */
export function wholeRows(bySize: readonly WholeTrail[]): Row[] {
  const most = bySize.at(-1);
  const least = bySize[0];
  if (most === undefined || least === undefined) throw new Error('nothing was measured');
  const each = (of: keyof WholeTrail) => bySize.map((whole) => thousands(whole[of])).join(' / ');
  const slowdown = least.exported / most.exported;
  const limit = `bare SQLite reading them: ${thousands(most.read)}/s at 1M`;
  return [
    {
      name: 'audit, verification of the chain',
      ours: `${each('verified')} entries/s at 10k / 100k / 1M`,
      limit,
      ratio: most.verified / most.read,
      goal: `at least ${thousands(VERIFY_GOAL)} entries/s at 1M`,
      met: most.verified >= VERIFY_GOAL,
    },
    {
      name: 'audit, export as JSON Lines',
      ours: `${each('exported')} entries/s at 10k / 100k / 1M`,
      limit,
      ratio: most.exported / most.read,
      goal: `at 1M more than a ${SLOWDOWN_MAX}nd of the rate at 10k`,
      met: slowdown < SLOWDOWN_MAX,
    },
  ];
}

function thousands(value: number): string {
  return `${(value / 1_000).toFixed(0)}k`;
}
