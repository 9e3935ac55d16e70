import { EngineRefusal } from '../model/engine-refusal.ts';
import { type Call } from './call.ts';

/** The `filters` parameter: for each name, the values of which one has to fit. */
export type Filters = ReadonlyMap<string, readonly string[]>;

/** Both spellings: `{"label":["a=b"]}` and, from long ago, `{"label":{"a=b":true}}`. */
export function parseFilters({ query }: Call): Filters {
  const text = query.get('filters') ?? '';
  if (text === '') return new Map();
  const parsed = parseObject(text);
  return new Map(Object.entries(parsed).map(([name, values]) => [name, valuesOf(values)]));
}

export function requireKnown(filters: Filters, known: readonly string[]): void {
  for (const name of filters.keys()) {
    if (!known.includes(name)) throw EngineRefusal.badRequest(`invalid filter '${name}'`);
  }
}

/** Whether one of the wanted values fits; true where nothing is wanted. */
export function anyFits(filters: Filters, name: string, fits: (wanted: string) => boolean): boolean {
  const wanted = filters.get(name);
  return wanted === undefined || wanted.some(fits);
}

/** Labels are the exception: each of them has to fit. */
export function labelsFit(filters: Filters, labels: Readonly<Record<string, string>>): boolean {
  const wanted = filters.get('label') ?? [];
  return wanted.every((text) => {
    const [name = '', ...value] = text.split('=');
    return name in labels && (value.length === 0 || labels[name] === value.join('='));
  });
}

function parseObject(text: string): object {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    // the same complaint as for JSON that is no object
  }
  throw EngineRefusal.badRequest('invalid filter');
}

function valuesOf(values: unknown): readonly string[] {
  if (Array.isArray(values)) return values.map(String);
  if (typeof values === 'object' && values !== null) return Object.keys(values);
  throw EngineRefusal.badRequest('invalid filter');
}
