import 'reflect-metadata';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Test } from '@nestjs/testing';
import { Global, Module } from '@nestjs/common';
import { AUDIT_ENTITIES } from '../../audit/public.ts';
import { ContainerEngine } from '../../docker/public.ts';
import { AppConfig } from '../../platform/config/app-config.ts';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { Ledger } from '../../platform/database/ledger.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { FoundationModule } from '../../platform/foundation.module.ts';
import { createLog } from '../../platform/logging/logger.ts';
import { NestLogger } from '../../platform/logging/nest-logger.ts';
import { WithoutServerModule } from '../../platform/without-server.module.ts';
import { CommandCatalog } from '../command-catalog.ts';
import { CommandsModule } from '../commands.module.ts';
import { Cancellation } from '../pipeline/cancellation.ts';
import type { CommandActor } from '../pipeline/command-request.ts';
import { CommandRunner } from '../pipeline/command-runner.ts';
import { COMMANDS_ENTITIES } from '../public.ts';
import { Reconciler } from '../runtime/reconciler.ts';
import { FakeSurroundings } from './fake-surroundings.ts';
import { SabotagedLedger } from './sabotaged-ledger.ts';
import { testCommands } from './test-commands.ts';

/*
 * The write side as a process of its own, made to be killed. On standard output: `ready MS` once what an earlier one
 * left behind is put right, then `has ID` for each operation somebody was told of. On standard input, one line:
 * `work SEED STATEMENT` begins to run commands, and dies at that statement of the ledger (-1: never by itself);
 * `take LOCK COUNT` tries to run that many commands under one lock, and says `done`.
 */

@Global()
@Module({
  providers: [{ provide: ContainerEngine, useValue: Object.freeze({}) }],
  exports: [ContainerEngine],
})
class WithoutEngine {}

const ACTOR: CommandActor = { name: `process ${process.pid}`, id: null, role: 'admin', address: null };

const [folder = '', witness = ''] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const log = await createLog('error', { write: (line) => process.stderr.write(line) });
const config = AppConfig.read({ HOMELAB_DATA_DIR: folder });
const module = await Test.createTestingModule({
  imports: [
    FoundationModule.forRoot(config, log),
    DatabaseModule.forRoot([...AUDIT_ENTITIES, ...COMMANDS_ENTITIES]),
    WithoutServerModule,
    new FakeSurroundings().asModule(),
    WithoutEngine,
    CommandsModule,
  ],
})
  .overrideProvider(CommandCatalog)
  .useValue(new CommandCatalog(testCommands()))
  .overrideProvider(Ledger)
  .useClass(SabotagedLedger)
  .setLogger(new NestLogger(log))
  .compile();
await module.init();
await module.get(Reconciler).reconcile();
say(`ready ${Math.round(performance.now())}`);

const [line] = (await once(createInterface({ input: process.stdin }), 'line')) as unknown[];
const [task, first = '', second = ''] = String(line).split(' ');
if (task === 'work') await work(Number(first), Number(second));
else if (task === 'take') await take(first, Number(second));
await module.close();
process.exit(0);

/** Runs commands of every kind, several at once, until it is killed. */
async function work(seed: number, statement: number): Promise<void> {
  if (statement >= 0)
    module.get<Ledger, SabotagedLedger>(Ledger).armAt(statement, () => {
      process.kill(process.pid, 'SIGKILL');
    });
  for (let number = seed; ; number += 1) {
    await request(number);
    await sleep(number % 5);
  }
}

async function request(number: number): Promise<void> {
  try {
    const id = await run(...kindOf(number));
    if (number % 4 === 0) await module.get(Cancellation).cancel(id, ACTOR);
  } catch (error) {
    if (!(error instanceof AppError)) throw error; // refused: a lock is held, too many wait, it has ended already
  }
}

function kindOf(number: number): [command: string, params: Readonly<Record<string, unknown>>] {
  switch (number % 5) {
    case 0:
      return ['test.sleep', { ms: number % 60, lock: `service:media/${number % 3}`, witness }];
    case 1:
      return ['test.process', { file: '/bin/sleep', args: ['300'], lock: 'project:media' }];
    case 2:
      return ['test.spew', { lines: 200, pauseMs: 0 }];
    case 3:
      return ['test.process', { file: '/usr/bin/setsid', args: ['--fork', '/bin/sleep', '0.05'] }];
    default:
      return ['test.fail', {}];
  }
}

async function take(lock: string, count: number): Promise<void> {
  for (let taken = 0; taken < count;) {
    try {
      await run('test.sleep', { ms: 3, lock, witness });
      taken += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await sleep(1);
    }
  }
  say('done');
}

async function run(commandId: string, params: Readonly<Record<string, unknown>>): Promise<string> {
  const { id } = await module.get(CommandRunner).run({
    ...{ commandId, params, reason: null, confirm: null },
    ...{ idempotencyKey: null, actor: ACTOR, correlationId: null },
  });
  say(`has ${id}`);
  return id;
}
