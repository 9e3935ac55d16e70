import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { AuditTrail } from '../audit-trail.ts';
import { aFact, startTrail } from './audit-app.ts';

/* A process of its own that adds entries: `append-program.ts DATA_DIRECTORY NAME COUNT`. */
const [dataDirectory = '', actor = '', count = ''] = process.argv.slice(2);
const module = await startTrail(dataDirectory);
for (let i = 0; i < Number(count); i += 1) {
  await module.get(AuditTrail).record(aFact({ actor, details: { i } }));
  await pause(1); // so that the other process gets in between, however fast this one is
}
await module.close();
