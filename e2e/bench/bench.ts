import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeIdentity, startMany } from '../lab/containers.ts';
import { startEngine, type LabEngine } from '../lab/engine.ts';
import { loadBusybox } from '../lab/images.ts';
import { findEngines, whyUnavailable } from '../lab/installations.ts';
import { startApp } from '../support/app.ts';
import { signIn } from '../support/client.ts';
import { audit } from './audit.ts';
import { changes } from './changes.ts';
import { commands } from './commands.ts';
import { countRequests } from './counting-proxy.ts';
import { directoryAnswer } from './directory-answer.ts';
import { engineLoad } from './engine-load.ts';
import { eventToClient } from './event-to-client.ts';
import { initialJavaScript } from './initial-javascript.ts';
import { memory } from './memory.ts';
import { operationsHistory } from './operations-history.ts';
import { type Row, tableOf } from './row.ts';
import { startUp } from './start-up.ts';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function onRealEngine(): Promise<Row[]> {
  const reason = whyUnavailable();
  const installation = (await findEngines()).at(-1);
  if (reason !== null || installation === undefined) {
    say(`The rows that need a real engine are left out: ${reason ?? 'none was found'}.`);
    return [];
  }
  say(`Docker ${installation.version}, in a namespace of its own`);
  await using engine = await startEngine(installation);
  await loadBusybox(engine);
  const rows: Row[] = [];
  say('100 containers …');
  const [first = ''] = await startServices(engine, 0, 100);
  rows.push(...(await withProgram(engine, first, 100)));
  say('300 containers …');
  await startServices(engine, 100, 200);
  {
    await using app = await startApp({ dockerHost: engine.dockerHost });
    rows.push(await directoryAnswer(engine, app, await signIn(app.url), 300));
  }
  return rows;
}

/** Everything that is measured on a hundred containers. */
async function withProgram(engine: LabEngine, containerId: string, containers: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'homelab-bench-'));
  const rows: Row[] = [];
  try {
    await using proxy = await countRequests(engine.socketPath, join(folder, 'proxy.sock'));
    say('start-up …');
    rows.push(await startUp(engine.dockerHost));
    {
      await using app = await startApp({ dockerHost: engine.dockerHost });
      const client = await signIn(app.url);
      say('memory …');
      rows.push(...(await memory(app, client, containers)));
      say('answers …');
      rows.push(await directoryAnswer(engine, app, client, containers));
      say('events …');
      rows.push(
        await eventToClient(engine, client, containerId, 1),
        await eventToClient(engine, client, containerId, 50),
      );
    }
    await using counted = await startApp({ dockerHost: proxy.dockerHost });
    say('engine requests (two minutes) …');
    rows.push(await engineLoad(proxy, await signIn(counted.url)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

async function startServices(engine: LabEngine, from: number, count: number): Promise<readonly string[]> {
  const perProject = 5;
  return startMany(engine, count, {
    identity: (index) => {
      const number = from + index;
      return composeIdentity(`project-${Math.floor(number / perProject)}`, `service-${number}`);
    },
  });
}

/** The table in parts, in its order: `npm run bench -- NAME …` measures these alone. */
const GROUPS: Readonly<Record<string, () => Promise<Row[]> | Row[]>> = {
  engine: onRealEngine,
  operations: async () => operationsHistory(say),
  audit: async () => audit(say),
  changes: async () => changes(say),
  javascript: () => [initialJavaScript()],
  commands,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in GROUPS));
if (unknown.length > 0) {
  say(`There is no ${unknown.join(', ')} here. There are: ${Object.keys(GROUPS).join(', ')}.`);
  process.exit(2);
}
const rows: Row[] = [];
for (const [name, measure] of Object.entries(GROUPS))
  if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await measure()));
process.stdout.write(`\n${tableOf(rows)}\n`);
process.exitCode = rows.every(({ met }) => met) ? 0 : 1;
