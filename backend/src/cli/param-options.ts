import { BadParam } from './cli-errors.ts';

/** Of a JSON Schema, what matters here: the types of its properties. */
type ParamsSchema = Readonly<Record<string, unknown>>;

/**
 * `--param k=v` as the command takes it: a shell knows only text, the schema says what is meant as a number or as
 * yes or no. Whether a value is right is for the command to say.
 *
 * @throws BadParam where there is no `=`
 */
export function paramsFrom(
  options: readonly string[],
  schema: ParamsSchema,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    options.map((option) => {
      const separator = option.indexOf('=');
      if (separator < 1) throw new BadParam(option);
      const name = option.slice(0, separator);
      return [name, typed(option.slice(separator + 1), typeOf(schema, name))];
    }),
  );
}

function typed(text: string, type: unknown): unknown {
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  const isNumber =
    (type === 'number' || type === 'integer') && text.trim() !== '' && !Number.isNaN(Number(text));
  return isNumber ? Number(text) : text;
}

function typeOf({ properties }: ParamsSchema, name: string): unknown {
  const property = isRecord(properties) && Object.hasOwn(properties, name) ? properties[name] : null;
  return isRecord(property) ? property['type'] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
