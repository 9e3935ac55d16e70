import { closest } from 'fastest-levenshtein';
import type * as z from 'zod/mini';

type Issue = z.core.$ZodIssue;

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of settings',
  record: 'a group of settings',
};

/** What zod says of an issue that has no text of its own, as long as no language is set. */
const NO_TEXT = 'Invalid input';

/** A problem as the person who wrote the file needs it: where, and what to write instead. */
export interface SettingsProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The problems behind an issue: one for each unknown key, one for everything else. */
export function problemsOf(issue: Issue, schema: z.core.$ZodType): readonly SettingsProblem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: unknownKey(key, known) }));
  }
  if (issue.code === 'invalid_key')
    return [{ path: issue.path, message: issue.issues.map(textOf).join('; ') }];
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined) {
    const names = discriminators(schema, issue.path.slice(0, -1));
    return [{ path: issue.path, message: `needs one of ${names.join(', ')}` }];
  }
  return [{ path: issue.path, message: textOf(issue) }];
}

function textOf(issue: Issue): string {
  if (issue.message !== NO_TEXT) return issue.message;
  if ('input' in issue && issue.input === undefined && issue.code !== 'custom') return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `needs ${EXPECTED[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `needs one of ${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `is more than ${issue.maximum}`;
    case 'too_small':
      return `is less than ${issue.minimum}`;
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return 'is not what belongs here';
  }
}

function unknownKey(key: string, known: readonly string[]): string {
  return known.length === 0
    ? 'is not a setting'
    : `is not a setting here. Did you mean ${closest(key, [...known])}?`;
}

function knownKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  return schemasAt(schema, path).flatMap((found) => Object.keys(shapeOf(found) ?? {}));
}

function discriminators(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  return schemasAt(schema, path)
    .flatMap((found) => [...(shapeOf(found)?.['type']?._zod.values ?? [])])
    .map(String);
}

/** The schemas that may apply at a path: more than one where there are alternatives. */
function schemasAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly z.core.$ZodType[] {
  const [key, ...rest] = path;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'optional') return schemasAt(def.innerType, path);
  if (def.type === 'pipe') return schemasAt(def.in, path);
  if (def.type === 'union') return def.options.flatMap((option) => schemasAt(option, path));
  if (key === undefined) return [schema];
  if (def.type === 'array') return schemasAt(def.element, rest);
  if (def.type === 'record') return schemasAt(def.valueType, rest);
  const next = shapeOf(schema)?.[String(key)];
  return next === undefined ? [] : schemasAt(next, rest);
}

function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> | null {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === 'object' ? def.shape : null;
}
