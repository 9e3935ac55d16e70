// Started by caretaker.ts: waits until standard input ends, as it does when the lab process is gone, then sweeps.
import { setTimeout as sleep } from 'node:timers/promises';
import { findOwner, isAlive } from './owner.ts';
import { sweepAbandoned } from './scratch.ts';

/** The pipe is closed a moment before the process is gone. */
const PAUSE_MS = 20;

const owner = findOwner(Number(process.argv[2]));
process.stdin.resume();
await new Promise((resolve) => process.stdin.once('close', resolve));
while (owner !== null && isAlive(owner)) await sleep(PAUSE_MS);
await sweepAbandoned();
