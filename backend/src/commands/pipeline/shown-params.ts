import * as z from 'zod/mini';
import { REDACTED } from '#shared/operation';
import type { AnyCommand } from '../command.ts';

type Params = Readonly<Record<string, unknown>>;

/** What is kept of parameters that were refused, at the most. More than any form sends. */
const PARAMS_MAX_LENGTH = 4_096;

/**
 * The parameters as they are stored and shown: what the schema marks `x-secret` is replaced. The same parameters
 * always become the same text.
 */
export function shownParams(command: AnyCommand, params: Params): string {
  const parsed = z.safeParse(command.params, params);
  const secret = secretNames(command);
  const shown = Object.entries(parsed.success ? (parsed.data as Params) : params)
    .map(([name, value]): [string, unknown] => [name, secret.has(name) ? REDACTED : value])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(Object.fromEntries(shown));
  return text.length > PARAMS_MAX_LENGTH ? '{}' : text;
}

function secretNames(command: AnyCommand): ReadonlySet<string> {
  const { properties = {} } = z.toJSONSchema(command.params, { io: 'input' });
  return new Set(
    Object.entries(properties)
      .filter(([, property]) => typeof property === 'object' && property['x-secret'] === true)
      .map(([name]) => name),
  );
}
