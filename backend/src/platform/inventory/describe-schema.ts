import * as z from 'zod/mini';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** A schema's shape in one line, much as TypeScript would write it: `{ username: string, totp?: string }`. */
export function describeSchema(schema: z.ZodMiniType): string {
  return shapeOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
}

function shapeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(shapeOf).join(' | ');
  if (schema.type === 'object') return objectShape(schema);
  if (schema.type === 'array') return `(${shapeOf((schema.items ?? {}) as JsonSchema)})[]`;
  return [schema.type ?? 'any'].flat().join(' | ');
}

function objectShape({ properties = {}, required = [] }: JsonSchema): string {
  const fields = Object.entries(properties).map(
    ([name, property]) => `${name}${required.includes(name) ? '' : '?'}: ${shapeOf(property as JsonSchema)}`,
  );
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
