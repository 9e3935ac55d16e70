import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';
import { AuditExportQuery } from '#shared/audit';
import {
  AUDIT_ENTITIES,
  AuditExport,
  AuditReadingModule,
  readCheckpointKey,
  verifyFile,
} from '../audit/public.ts';
import { AppConfig } from '../platform/config/app-config.ts';
import { DATABASE_FILE } from '../platform/database/database.ts';
import { StoredDatabase } from '../platform/database/stored-database.ts';
import { parseRequest } from '../platform/errors/parse.ts';
import { EXIT } from '../platform/process/exit-codes.ts';
import { ExportBroken, FileExists, HeadTooOld } from './cli-errors.ts';
import { type CommandResult } from './cli-output.ts';
import { type CliSurroundings } from './cli-surroundings.ts';
import { commandLineActor } from './command-line-actor.ts';
import { withPart } from './with-part.ts';

const PART = { imports: [AuditReadingModule], entities: AUDIT_ENTITIES };

const HeadOption = z.object({
  head: z.string().check(z.regex(/^\d{1,15}:[0-9a-f]{64}$/, 'SEQ:HASH, as the log of the server has them.')),
});

export interface VerifyOptions {
  readonly head?: string;
}

export interface ExportOptions {
  readonly output?: string;
  readonly [filter: string]: string | undefined;
}

/**
 * Checks the chain as the file has it at this moment; changes nothing.
 *
 * @throws DatabaseMissing, DatabaseUnusable; InvalidRequest, HeadTooOld
 */
export function verify({ environment }: CliSurroundings, { head }: VerifyOptions): CommandResult {
  const known = head === undefined ? null : headOf(head);
  const { dataDirectory } = AppConfig.read(environment);
  const finding = verifyFile({
    file: join(dataDirectory, DATABASE_FILE),
    checkpointKey: readCheckpointKey(dataDirectory)?.toString('hex') ?? null,
    known,
  });
  if (finding.ok && known !== null && known.seq < finding.startSeq)
    throw new HeadTooOld(known.seq, finding.startSeq);
  const { ok, entries, headSeq, headHash, firstBadSeq, problem } = finding;
  return {
    document: { ok, entries, headSeq, headHash, firstBadSeq, problem },
    text: ok
      ? `The trail is unbroken: ${entries} entries, the last is ${headSeq}:${headHash}`
      : `The trail is broken at entry ${firstBadSeq ?? 'unknown'}: ${problem ?? 'unknown'}. ${entries} entries before it are in order.`,
    exitCode: ok ? EXIT.done : EXIT.failed,
  };
}

function headOf(text: string): { readonly seq: number; readonly hash: string } {
  const [seq = '', hash = ''] = parseRequest(HeadOption, { head: text }).head.split(':');
  return { seq: Number(seq), hash };
}

/**
 * Writes what fits the filter, to standard output or to a new file.
 *
 * @returns null where the entries themselves were the output
 * @throws DatabaseMissing, DatabaseUnusable, AuditUnavailable; InvalidRequest, FileExists, ExportBroken
 */
export async function exportTrail(
  surroundings: CliSurroundings,
  { output, ...query }: ExportOptions,
): Promise<CommandResult | null> {
  const { format, ...filter } = parseRequest(AuditExportQuery, query);
  StoredDatabase.open(AppConfig.read(surroundings.environment).dataDirectory).close(); // never makes one
  const request = { format, filter, by: commandLineActor() };
  if (output === undefined) {
    const { complete } = await withPart(surroundings, PART, (app) =>
      app.get(AuditExport).write(request, surroundings.stdout, false),
    );
    if (!complete) throw new ExportBroken();
    return null;
  }
  const file = resolve(output);
  const entries = await toFile(file, async (partial) => {
    const stream = createWriteStream(partial, { flags: 'wx', mode: 0o600 });
    const result = await withPart(surroundings, PART, (app) => app.get(AuditExport).write(request, stream));
    return result.entries;
  });
  return { document: { file, entries }, text: `${entries} entries were written to ${file}.` };
}

/** The file has its name once it is complete. */
async function toFile(file: string, write: (partial: string) => Promise<number>): Promise<number> {
  if (existsSync(file)) throw new FileExists(file);
  const partial = `${file}.partial`;
  try {
    const entries = await write(partial);
    renameSync(partial, file);
    return entries;
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}
