import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isMap, isNode, LineCounter, parseDocument, type Document } from 'yaml';
import * as z from 'zod/mini';
import { ConfigurationInvalid, type ConfigurationProblem } from './configuration-invalid.ts';
import { CommandsSection } from './settings/commands-section.ts';
import { ComposeSection } from './settings/compose-section.ts';
import { crossProblems } from './settings/cross-checks.ts';
import { HostCommandSection } from './settings/host-command-section.ts';
import { problemsOf, type SettingsProblem } from './settings/issue-text.ts';
import { existingFolder } from './settings/values.ts';

const HOST_COMMANDS_MAX = 200;

/** The settings file, `homelab.yaml`. Every key is optional. */
const Settings = z.strictObject({
  /** What this server is called on the sign-in page and in the navigation; the machine's name if absent. */
  name: z.optional(
    z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(40, 'is longer than 40 characters')),
  ),
  /** Which commands there are, and for whom. */
  commands: z.optional(CommandsSection),
  /** Where compose projects lie. */
  compose: z.optional(ComposeSection),
  /** Programs of this machine that may be run. */
  host_commands: z.optional(z.array(HostCommandSection).check(z.maxLength(HOST_COMMANDS_MAX))),
  /** Where the machine's own file system is, as seen from here. */
  host: z.optional(z.strictObject({ root: existingFolder })),
  audit: z.optional(
    z.strictObject({
      /** How old an entry of the trail gets before it is removed, such as `400d`; for ever if absent. */
      keep: z.optional(
        z.string().check(z.regex(/^[1-9]\d{0,4}d$/, 'A number of days such as 400d; leave it out for ever.')),
      ),
    }),
  ),
});
export type Settings = z.infer<typeof Settings>;

/** The sections, for the page that explains them. */
export const SETTINGS_SHAPE = Settings.shape;

/** The settings, and what is odd about them without being wrong. */
export interface SettingsReading {
  readonly settings: Settings;
  readonly warnings: readonly ConfigurationProblem[];
}

/**
 * Reads the settings file.
 *
 * @param file absolute path; null where there is none, which is the same as an empty one
 * @throws ConfigurationInvalid with every problem and its line
 */
export function readSettings(file: string | null): SettingsReading {
  if (file === null) return { settings: {}, warnings: [] };
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines, prettyErrors: false });
  const where = (offset: number) => `${basename(file)}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    throw new ConfigurationInvalid(
      document.errors.map((error) => ({ where: where(error.pos[0]), message: error.message })),
    );
  }
  const located = (problems: readonly SettingsProblem[]): ConfigurationProblem[] =>
    problems
      .map(({ path, message }) => ({ offset: offsetOf(document, path), text: `${nameOf(path)}: ${message}` }))
      .sort((a, b) => a.offset - b.offset)
      .map(({ offset, text }) => ({ where: where(offset), message: text }));
  const value = valueOf(document, basename(file)) ?? {};
  const parsed = z.safeParse(Settings, value, { reportInput: true });
  const problems = [
    ...(parsed.error?.issues.flatMap((issue) => problemsOf(issue, Settings)) ?? []),
    ...crossProblems(value),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigurationInvalid(located(problems));
  return { settings: parsed.data, warnings: located(missingPrograms(parsed.data)) };
}

/** A program may be installed later, or only be there inside the container: no reason not to start. */
function missingPrograms({ host_commands = [] }: Settings): SettingsProblem[] {
  return host_commands.flatMap(({ id, file }, index) =>
    existsSync(file)
      ? []
      : [{ path: ['host_commands', index, 'file'], message: `${file} does not exist; ${id} would fail` }],
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigurationInvalid([
      {
        where: 'HOMELAB_CONFIG',
        message: `names ${file}, which cannot be read (${error instanceof Error ? error.message : String(error)})`,
      },
    ]);
  }
}

/** Fails where an alias names nothing, or more is aliased than anybody would write. */
function valueOf(document: Document, where: string): unknown {
  try {
    return document.toJS() as unknown;
  } catch (error) {
    throw new ConfigurationInvalid([
      { where, message: error instanceof Error ? error.message : String(error) },
    ]);
  }
}

/** `host_commands[0].args[2]`; `settings` for the file as a whole. */
function nameOf(path: readonly PropertyKey[]): string {
  const name = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return name === '' ? 'settings' : name.replace(/^\./, '');
}

/** Where a setting stands in the file: its name, or its value in a list; its parent's place if it is missing. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const key = path[depth - 1];
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    const name = isMap(parent)
      ? parent.items.map((pair) => pair.key).find((node) => isNode(node) && node.toJSON() === key)
      : undefined;
    const node = name ?? document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range !== undefined && node.range !== null) return node.range[0];
  }
  return 0;
}
