import 'reflect-metadata';
import { join } from 'node:path';
import { withRawDatabase } from '../../platform/database/testing/raw-database.ts';
import { AuditTrail } from '../audit-trail.ts';
import { aFact, startTrail } from './audit-app.ts';

/*
 * What it takes to add a durable entry, beside the smallest durable commit SQLite can make on the same disk, in
 * turns: `append-timing-program.ts DATA_DIRECTORY COUNT`. On standard output, one JSON document with the
 * milliseconds of each: `{ "ours": [], "bare": [] }`.
 */
const [dataDirectory = '', count = ''] = process.argv.slice(2);
const module = await startTrail(dataDirectory);
const trail = module.get(AuditTrail);
const ours: number[] = [];
const bare: number[] = [];
await withRawDatabase(join(dataDirectory, 'bare.db'), async (raw) => {
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.exec('CREATE TABLE entries (seq INTEGER PRIMARY KEY, fact TEXT NOT NULL)');
  const insert = raw.prepare('INSERT INTO entries (fact) VALUES (?)');
  const text = JSON.stringify(aFact());
  for (let number = 0; number < Number(count); number += 1) {
    const began = performance.now();
    insert.run(text);
    const between = performance.now();
    await trail.record(aFact({ details: { number } }));
    ours.push(performance.now() - between);
    bare.push(between - began);
  }
});
await module.close();
process.stdout.write(JSON.stringify({ ours, bare }));
