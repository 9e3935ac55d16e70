import * as z from 'zod/mini';
import type { Operation } from '#shared/operation';
import { AUDIT_ENTITIES } from '../audit/public.ts';
import { COMMANDS_ENTITIES, OperationReader, OperationReadingModule } from '../commands/public.ts';
import { AppConfig } from '../platform/config/app-config.ts';
import { StoredDatabase } from '../platform/database/stored-database.ts';
import { parseRequest } from '../platform/errors/parse.ts';
import { type CommandResult } from './cli-output.ts';
import { type CliSurroundings } from './cli-surroundings.ts';
import { table } from './table.ts';
import { type Part, withPart } from './with-part.ts';

const PART: Part = {
  imports: [OperationReadingModule],
  entities: [...AUDIT_ENTITIES, ...COMMANDS_ENTITIES],
};

const ListOptions = z.object({ limit: z.coerce.number().check(z.int(), z.minimum(1), z.maximum(1_000)) });

/** @throws DatabaseMissing, DatabaseUnusable; InvalidRequest */
export async function listOperations(
  surroundings: CliSurroundings,
  options: { readonly limit: string },
): Promise<CommandResult> {
  const { limit } = parseRequest(ListOptions, options);
  const operations = await reading(surroundings, (reader) => reader.latest(limit));
  const rows = operations.map(({ requestedAt, status, command, target, actor, id }) => [
    ...[requestedAt, status, command, target ?? '', actor, id],
  ]);
  return {
    document: { operations },
    text: table([['REQUESTED', 'STATUS', 'COMMAND', 'TARGET', 'BY', 'ID'], ...rows]),
  };
}

/** @throws DatabaseMissing, DatabaseUnusable; OperationNotFound */
export async function showOperation(surroundings: CliSurroundings, id: string): Promise<CommandResult> {
  const { operation, events } = await reading(surroundings, (reader) => ({
    operation: reader.detail(id),
    events: reader.events(id, 0),
  }));
  const steps = events.flatMap(({ at, kind, data }) => {
    if (kind === 'step' && data.status !== 'running')
      return [[at, data.status, data.title, data.detail ?? '']];
    return kind === 'state' ? [[at, data.status, '', data.error?.message ?? '']] : [];
  });
  return {
    document: { operation, events },
    text: [table(factsOf(operation)), '', table(steps)].join('\n'),
  };
}

function factsOf(operation: Operation): readonly (readonly string[])[] {
  const { id, command, target, params, actor, reason, status, exitCode, durationMs } = operation;
  return [
    ['operation', id],
    ['command', command],
    ...(target === null ? [] : [['target', target]]),
    ['parameters', JSON.stringify(params)],
    ['by', actor],
    ...(reason === null ? [] : [['reason', reason]]),
    ['status', status],
    ...(durationMs === null ? [] : [['took', `${durationMs / 1000} s`]]),
    ...(exitCode === null ? [] : [['exit code', String(exitCode)]]),
  ];
}

/** Looks, and never makes a database where there is none. */
async function reading<T>(surroundings: CliSurroundings, look: (reader: OperationReader) => T): Promise<T> {
  StoredDatabase.open(AppConfig.read(surroundings.environment).dataDirectory).close();
  return withPart(surroundings, PART, async (app) => Promise.resolve(look(app.get(OperationReader))));
}
