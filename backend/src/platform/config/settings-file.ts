import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { LineCounter, parseDocument, type Document } from 'yaml';
import * as z from 'zod/mini';
import { ConfigurationInvalid, type ConfigurationProblem } from './configuration-invalid.ts';

/** The settings file, `homelab.yaml`. Every key is optional. */
const Settings = z.strictObject({
  /** What this server is called on the sign-in page and in the navigation; the machine's name if absent. */
  name: z.optional(z.string().check(z.minLength(1), z.maxLength(40))),
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

/**
 * Reads the settings file.
 *
 * @param file absolute path; null where there is none, which is the same as an empty one
 * @throws ConfigurationInvalid with every problem and its line
 */
export function readSettings(file: string | null): Settings {
  if (file === null) return {};
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines, prettyErrors: false });
  const where = (offset: number) => `${basename(file)}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    throw new ConfigurationInvalid(
      document.errors.map((error) => ({ where: where(error.pos[0]), message: error.message })),
    );
  }
  const parsed = z.safeParse(Settings, valueOf(document, basename(file)) ?? {});
  if (parsed.success) return parsed.data;
  throw new ConfigurationInvalid(
    parsed.error.issues.map((issue): ConfigurationProblem => {
      const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
      return { where: where(offsetOf(document, path)), message: `${path.join('.')}: ${issue.message}` };
    }),
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

/** Where a value stands in the file; its parent's place if the value itself is missing. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return Number(node.range[0]);
    }
  }
  return 0;
}
