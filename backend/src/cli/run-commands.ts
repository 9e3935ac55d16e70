import { setTimeout as sleep } from 'node:timers/promises';
import { type INestApplicationContext } from '@nestjs/common';
import type { Operation } from '#shared/operation';
import { AUDIT_ENTITIES } from '../audit/public.ts';
import {
  Cancellation,
  type CommandActor,
  CommandCatalog,
  CommandOffer,
  CommandPorts,
  CommandRunner,
  COMMANDS_ENTITIES,
  CommandSettingsModule,
  CommandsModule,
  LiveDirectoryModule,
  OutputAudience,
} from '../commands/public.ts';
import { EventBus } from '../platform/events/event-bus.ts';
import { EXIT } from '../platform/process/exit-codes.ts';
import { WithoutServerModule } from '../platform/without-server.module.ts';
import { type CommandResult } from './cli-output.ts';
import { type CliSurroundings } from './cli-surroundings.ts';
import { paramsFrom } from './param-options.ts';
import { RunFollower } from './run-follower.ts';
import { table } from './table.ts';
import { type Part, withPart } from './with-part.ts';

/** How long the engine may take to come into view before a command that needs it is refused. */
const ENGINE_WAIT_MS = 5_000;
const ENGINE_LOOK_MS = 50;

/** Whoever can start this program on the machine could do everything it does without it. */
const CLI_ACTOR: CommandActor = { name: 'cli', id: null, role: 'admin', address: null };

const PART: Part = {
  imports: [WithoutServerModule, LiveDirectoryModule, CommandSettingsModule, CommandsModule],
  entities: [...AUDIT_ENTITIES, ...COMMANDS_ENTITIES],
  logLevel: 'error', // that the engine is away matters only to a command that needs it, and then is the answer
};

export interface RunOptions {
  readonly param: readonly string[];
  readonly reason?: string;
  readonly confirm?: string;
  /** What the command writes goes to standard error then: standard output is for the result alone. */
  readonly json: boolean;
}

/**
 * Runs one command in this process, beside the server if one runs, under the same locks and limits.
 *
 * @throws AppError if it was refused
 */
export async function runCommand(
  surroundings: CliSurroundings,
  commandId: string,
  options: RunOptions,
): Promise<CommandResult> {
  return withPart(surroundings, PART, async (app) => {
    const { stdout, stderr } = surroundings;
    const follower = new RunFollower(app.get(EventBus), options.json ? stderr : stdout, stderr);
    app.get(OutputAudience).join(() => follower.ready());
    const descriptor = app
      .get(CommandOffer)
      .all()
      .find(({ id }) => id === commandId);
    if (app.get(CommandCatalog).find(commandId)?.needsEngine === true) await engineInView(app);
    const operation = await app.get(CommandRunner).run({
      commandId,
      params: paramsFrom(options.param, descriptor?.paramsSchema ?? {}),
      reason: options.reason ?? null,
      confirm: options.confirm ?? null,
      idempotencyKey: null,
      actor: CLI_ACTOR,
      correlationId: null,
    });
    if (operation.status === 'queued') stderr.write('Waiting for its turn …\n');
    const release = surroundings.onInterrupt(() => {
      stderr.write('Cancelling …\n');
      app
        .get(Cancellation)
        .cancel(operation.id, CLI_ACTOR)
        .catch(() => undefined); // it has ended by itself
    });
    try {
      return resultOf(await follower.follow(operation));
    } finally {
      release();
    }
  });
}

export async function listCommands(surroundings: CliSurroundings): Promise<CommandResult> {
  return withPart(surroundings, PART, async (app) => {
    const commands = app.get(CommandOffer).all();
    const rows = commands.map(({ id, risk, role, title }) => [id, risk, role, title]);
    return Promise.resolve({
      document: { commands },
      text: table([['COMMAND', 'RISK', 'ROLE', ''], ...rows]),
    });
  });
}

/** A command that needs the engine is refused at once where it is away; here it has only just been looked for. */
async function engineInView(app: INestApplicationContext): Promise<void> {
  const { services } = app.get(CommandPorts);
  const until = performance.now() + ENGINE_WAIT_MS;
  while (!services.isLive() && performance.now() < until) await sleep(ENGINE_LOOK_MS);
}

function resultOf(operation: Operation): CommandResult {
  const { command, target, status, durationMs, error } = operation;
  const what = target === null ? command : `${command} on ${target}`;
  const time = durationMs === null ? '' : ` after ${(durationMs / 1000).toFixed(1)} s`;
  const why = error === null ? '' : `\n${error.message}`;
  return {
    document: { operation },
    text: `${what}: ${status.replace('_', ' ')}${time}${why}`,
    exitCode: status === 'succeeded' ? EXIT.done : EXIT.failed,
  };
}
