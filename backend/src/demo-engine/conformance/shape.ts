/**
 * What a JSON value looks like. A text names the types it may have: `string`, `number|null`. An object lists its keys:
 * `Name?` may be missing; `*` stands for any other key. A list of one shape is a list of any length.
 */
export type Shape = string | readonly [Shape] | { readonly [key: string]: Shape };

/** What does not fit, one line each, such as `.State.Pid: string instead of number`. Unknown keys do not fit either. */
export function misfits(value: unknown, shape: Shape, path = ''): readonly string[] {
  if (typeof shape === 'string') return ofType(value, shape.split('|'), path);
  if (isList(shape)) {
    const [element] = shape;
    return Array.isArray(value)
      ? unique(value.flatMap((item) => misfits(item, element, `${path}[]`)))
      : [wrong(value, 'list', path)];
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? ofKeys(new Map(Object.entries(value)), shape, path)
    : [wrong(value, 'object', path)];
}

function ofType(value: unknown, types: readonly string[], path: string): readonly string[] {
  return types.includes(typeOf(value)) || types.includes('any')
    ? []
    : [wrong(value, types.join(' or '), path)];
}

function ofKeys(
  entries: ReadonlyMap<string, unknown>,
  shape: Readonly<Record<string, Shape>>,
  path: string,
): readonly string[] {
  const { '*': other, ...named } = shape;
  const known = new Map(Object.entries(named).map(([key, inner]) => [key.replace(/\?$/, ''), inner]));
  const missing = Object.keys(named).filter((key) => !key.endsWith('?') && !entries.has(key));
  const present = [...entries].flatMap(([key, value]) => {
    const inner = known.get(key) ?? other;
    return inner === undefined
      ? [`${path}.${key}: unknown`]
      : misfits(value, inner, `${path}.${known.has(key) ? key : '*'}`);
  });
  return unique([...missing.map((key) => `${path}.${key}: missing`), ...present]);
}

function wrong(value: unknown, wanted: string, path: string): string {
  return `${path}: ${typeOf(value)} instead of ${wanted}`;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}
