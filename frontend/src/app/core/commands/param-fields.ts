import * as z from 'zod/mini';

const Property = z.looseObject({
  type: z.optional(z.union([z.string(), z.array(z.string())])),
  title: z.optional(z.string()),
  description: z.optional(z.string()),
  enum: z.optional(z.array(z.union([z.string(), z.number()]))),
  const: z.optional(z.union([z.string(), z.number(), z.boolean()])),
  default: z.optional(z.unknown()),
  pattern: z.optional(z.string()),
  minLength: z.optional(z.number()),
  maxLength: z.optional(z.number()),
  minimum: z.optional(z.number()),
  maximum: z.optional(z.number()),
  'x-source': z.optional(z.enum(['service', 'project', 'image'])),
});

const ParamsSchema = z.looseObject({
  properties: z.optional(z.record(z.string(), Property)),
  required: z.optional(z.array(z.string())),
});

/** What a field of the form asks for. */
type FieldKind =
  | { readonly kind: 'source'; readonly source: 'service' | 'project' | 'image' }
  | { readonly kind: 'choice'; readonly options: readonly (string | number)[] }
  | {
      readonly kind: 'number';
      readonly whole: boolean;
      readonly min: number | null;
      readonly max: number | null;
    }
  | { readonly kind: 'switch' }
  | {
      readonly kind: 'text';
      readonly pattern: RegExp | null;
      readonly minLength: number;
      readonly maxLength: number | null;
    };

/** One parameter of a command, as a field of a form. */
export type ParamField = FieldKind & {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly required: boolean;
  /** What stands in it at first, as text. */
  readonly initial: string;
};

/** Reads the JSON Schema of a command's parameters. What it does not know becomes a field for text. */
export function fieldsOf(paramsSchema: Readonly<Record<string, unknown>>): readonly ParamField[] {
  const { properties = {}, required = [] } = ParamsSchema.parse(paramsSchema);
  return Object.entries(properties).map(([name, property]) => ({
    ...kindOf(property),
    name,
    label: property.title ?? labelOf(name),
    description: property.description ?? '',
    required: required.includes(name) && property.default === undefined,
    initial: textOf(property.default),
  }));
}

/** A default that is no plain value is left to the server. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** The parameters as the server wants them. Fields left empty are left out. */
export function paramsOf(
  fields: readonly ParamField[],
  values: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const entries = fields.flatMap((field): readonly (readonly [string, unknown])[] => {
    const value = values[field.name] ?? field.initial;
    if (field.kind === 'switch') return [[field.name, value === 'true']];
    if (value === '') return [];
    if (field.kind === 'number') return [[field.name, Number(value)]];
    if (field.kind !== 'choice') return [[field.name, value]];
    return [[field.name, field.options.find((option) => String(option) === value) ?? value]];
  });
  return Object.fromEntries(entries);
}

/** What is wrong with a value; null if nothing is. */
export function problemOf(field: ParamField, value: string): string | null {
  if (field.kind === 'switch') return null;
  if (value === '') return field.required ? `${isChosen(field) ? 'Choose' : 'Enter'} a value.` : null;
  switch (field.kind) {
    case 'source':
    case 'choice':
      return null;
    case 'number':
      return numberProblem(field, Number(value));
    case 'text':
      return textProblem(field, value);
  }
}

function isChosen({ kind }: ParamField): boolean {
  return kind === 'source' || kind === 'choice';
}

function numberProblem(
  { whole, min, max }: Extract<ParamField, { kind: 'number' }>,
  value: number,
): string | null {
  if (Number.isNaN(value)) return 'Enter a number.';
  if (whole && !Number.isInteger(value)) return 'Enter a whole number.';
  if (min !== null && value < min) return `The least is ${min}.`;
  if (max !== null && value > max) return `The most is ${max}.`;
  return null;
}

function textProblem(
  { pattern, minLength, maxLength }: Extract<ParamField, { kind: 'text' }>,
  value: string,
): string | null {
  if (value.length < minLength) return `At least ${minLength} characters.`;
  if (maxLength !== null && value.length > maxLength) return `At most ${maxLength} characters.`;
  if (pattern !== null && !pattern.test(value)) return `Does not fit ${pattern.source}.`;
  return null;
}

function kindOf(property: z.infer<typeof Property>): FieldKind {
  const type = [property.type].flat().find((each) => each !== 'null');
  if (property['x-source'] !== undefined) return { kind: 'source', source: property['x-source'] };
  if (property.enum !== undefined) return { kind: 'choice', options: property.enum };
  if (typeof property.const === 'string' || typeof property.const === 'number') {
    return { kind: 'choice', options: [property.const] };
  }
  if (type === 'boolean') return { kind: 'switch' };
  if (type === 'integer' || type === 'number') {
    return {
      kind: 'number',
      whole: type === 'integer',
      min: boundOf(property.minimum),
      max: boundOf(property.maximum),
    };
  }
  return {
    kind: 'text',
    pattern: patternOf(property.pattern),
    minLength: property.minLength ?? 0,
    maxLength: property.maxLength ?? null,
  };
}

/** A schema generator writes the limits of safe integers where there are none. */
function boundOf(bound: number | undefined): number | null {
  return bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? null : bound;
}

/** One that this browser cannot read is left to the server. */
function patternOf(source: string | undefined): RegExp | null {
  if (source === undefined) return null;
  try {
    return new RegExp(source, 'u');
  } catch {
    return null;
  }
}

/** `keepDays` becomes `Keep days`. */
function labelOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
