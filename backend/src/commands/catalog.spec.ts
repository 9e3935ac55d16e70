import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { COMMAND_IDS } from '#shared/command-ids';
import { CATALOG } from './catalog.ts';
import { CommandCatalog } from './command-catalog.ts';
import type { AnyCommand } from './command.ts';

const DEFINITIONS = join(import.meta.dirname, 'definitions');

/** The longest anything may hold a lock and a place: pulling every image over a slow line. */
const LONGEST_MS = 4 * 60 * 60_000;

describe('the catalog', () => {
  it('has the commands the settings file may name, and no others', () => {
    expect(CATALOG.map(({ id }) => id)).toEqual([...COMMAND_IDS]);
  });

  it('has every command that has a file, each in a file that bears its name', async () => {
    const files = readdirSync(DEFINITIONS).filter((name) => name.endsWith('.command.ts'));
    const defined = await Promise.all(
      files.map(async (name) => {
        const module = (await import(pathToFileURL(join(DEFINITIONS, name)).href)) as Record<string, unknown>;
        const commands = Object.values(module).filter(isCommand);
        expect(commands.map(({ id }) => `${id.replace('.', '-')}.command.ts`)).toEqual([name]);
        return commands[0];
      }),
    );
    expect(new Set(defined)).toEqual(new Set(CATALOG));
  });

  it.each(CATALOG.map((command) => [command.id, command] as const))('has %s in order', (id, command) => {
    expect(id).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/);
    expect(command.title).not.toBe('');
    expect(command.description).toMatch(/\.$/);
    expect(command.timeoutMs).toBeGreaterThan(0);
    expect(command.timeoutMs).toBeLessThanOrEqual(LONGEST_MS);
    expect(z.toJSONSchema(command.params, { io: 'input' })).toMatchObject({
      type: 'object',
      additionalProperties: false,
    });
    if (command.risk === 'disruptive' || command.risk === 'destructive')
      expect(command.role).not.toBe('viewer');
  });

  it('cannot have two commands of one id', () => {
    expect(() => new CommandCatalog([...CATALOG, ...CATALOG.slice(0, 1)])).toThrow('the same id');
  });
});

function isCommand(value: unknown): value is AnyCommand {
  return typeof value === 'object' && value !== null && 'id' in value && 'run' in value && 'params' in value;
}
