import { readFile, stat } from 'node:fs/promises';
import type { HostCommandSection } from '../../platform/config/settings/host-command-section.ts';
import { CommandFailed } from '../command-errors.ts';

const VALUE_MAX_BYTES = 64 * 1024;

/**
 * The environment of a host command. Files are read at each run, so that a changed secret needs no restart.
 *
 * @throws CommandFailed `environment_unreadable`; it names the variable and the file, never a value
 */
export async function readEnvironment(
  env: NonNullable<HostCommandSection['env']>,
): Promise<Record<string, string>> {
  const entries = await Promise.all(
    Object.entries(env).map(async ([name, value]): Promise<[string, string]> => [
      name,
      typeof value === 'string' ? value : await readValue(name, value.file),
    ]),
  );
  return Object.fromEntries(entries);
}

async function readValue(name: string, file: string): Promise<string> {
  try {
    if ((await stat(file)).size > VALUE_MAX_BYTES) throw new Error(`is larger than ${VALUE_MAX_BYTES} bytes`);
    const value = (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
    if (value.includes('\0')) throw new Error('contains a NUL');
    return value;
  } catch (cause) {
    throw new CommandFailed(
      'environment_unreadable',
      `The value of ${name} is in ${file}, which cannot be used (${reasonOf(cause)}). Nothing was run.`,
      null,
      { cause },
    );
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause ? String(cause.code) : cause.message;
}
