import * as z from 'zod/mini';
import type { AnyCommand } from '../command.ts';
import type { CommandRequest } from './command-request.ts';

/** Longer than any key of a service, name of a project or reference of an image. */
const TARGET_MAX_LENGTH = 512;

/**
 * What a request was to act on, by its own words: the first parameter that names something of the machine, if it has
 * the form of such a name. For refusals, which may come before anything was looked up; what it names need not exist.
 */
export function askedTarget({ params: schema }: AnyCommand, params: CommandRequest['params']): string | null {
  if (!(schema instanceof z.ZodMiniObject)) return null;
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
  const name = Object.keys(properties).find((key) => {
    const property = properties[key];
    return typeof property === 'object' && property['x-source'] !== undefined;
  });
  if (name === undefined) return null;
  const field: unknown = schema.shape[name];
  const parsed = field instanceof z.ZodMiniType ? z.safeParse(field, params[name]) : null;
  const value = parsed?.success === true ? parsed.data : null;
  return typeof value === 'string' && value !== '' && value.length <= TARGET_MAX_LENGTH ? value : null;
}
