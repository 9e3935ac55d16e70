import * as z from 'zod/mini';
import {
  type HostCommandParam,
  TEXT_MAX_LENGTH,
  wholePattern,
} from '../../platform/config/settings/host-command-params.ts';
import { CONTROL_CHARACTERS, PROJECT_NAME } from '../../platform/config/settings/values.ts';

/** What a person filled in, by parameter. */
export type HostParams = Readonly<Record<string, string | number | boolean>>;

/**
 * The strict schema of a host command's parameters, from what the settings file says of them.
 *
 * @param mayBeginWithDash the parameters whose every use is where nothing is an option
 */
export function paramsSchema(
  params: Readonly<Record<string, HostCommandParam>>,
  mayBeginWithDash: ReadonlySet<string>,
): z.ZodMiniType<HostParams> {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(params).map(([name, param]) => [name, paramSchema(param, mayBeginWithDash.has(name))]),
    ),
  ) as z.ZodMiniType<HostParams>; // each property is one of the schemas below
}

function paramSchema(param: HostCommandParam, mayBeginWithDash: boolean): z.ZodMiniType {
  switch (param.type) {
    case 'choice':
      return withDefault(z.enum(param.values).check(z.meta(described(param))), param.default);
    case 'integer':
      return withDefault(
        z.int().check(z.gte(param.min), z.lte(param.max), z.meta(described(param))),
        param.default,
      );
    case 'boolean':
      return withDefault(z.boolean().check(z.meta(described(param))), param.default ?? false);
    case 'text':
      return withDefault(textSchema(param, mayBeginWithDash), param.default);
    case 'service':
      return z
        .string()
        .check(z.maxLength(TEXT_MAX_LENGTH), z.meta({ ...described(param), 'x-source': 'service' }));
    case 'project':
      return z
        .string()
        .check(
          z.maxLength(TEXT_MAX_LENGTH),
          z.regex(PROJECT_NAME, 'needs the name of a compose project'),
          z.meta({ ...described(param), 'x-source': 'project' }),
        );
  }
}

function textSchema(
  param: Extract<HostCommandParam, { type: 'text' }>,
  mayBeginWithDash: boolean,
): z.ZodMiniType {
  return z.string().check(
    z.minLength(1, 'must not be empty'),
    z.maxLength(param.max_length),
    z.regex(wholePattern(param.pattern), `has to fit the pattern ${param.pattern}`),
    z.refine((text) => !CONTROL_CHARACTERS.test(text), 'must not contain control characters'),
    z.refine(
      (text) => mayBeginWithDash || !text.startsWith('-'),
      'must not begin with a dash: it would be read as an option',
    ),
    z.meta(described(param)),
  );
}

function described({ title, description }: HostCommandParam): Readonly<Record<string, string>> {
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
  };
}

function withDefault<T>(schema: z.ZodMiniType<T, T>, value: T | undefined): z.ZodMiniType {
  return value === undefined ? schema : z._default(schema, value as z.util.NoUndefined<T>);
}
