import * as z from 'zod/mini';
import { plainText } from './values.ts';

const TITLE_MAX_LENGTH = 80;
/** Bounds what a pattern can be made to work on: a slow one stays harmless at this length. */
export const TEXT_MAX_LENGTH = 500;

const described = {
  title: z.optional(plainText(TITLE_MAX_LENGTH)),
  description: z.optional(plainText(400)),
};

const choice = z
  .strictObject({
    type: z.literal('choice'),
    values: z.array(plainText(TEXT_MAX_LENGTH)).check(z.minLength(1, 'must not be empty'), z.maxLength(200)),
    default: z.optional(z.string()),
    ...described,
  })
  .check(
    z.refine(({ default: value, values }) => value === undefined || values.includes(value), {
      message: 'is not among the values',
      path: ['default'],
    }),
  );

const integer = z
  .strictObject({
    type: z.literal('integer'),
    min: z.int(),
    max: z.int(),
    default: z.optional(z.int()),
    ...described,
  })
  .check(
    z.refine(({ min, max }) => min <= max, { message: 'is less than min', path: ['max'] }),
    z.refine(({ min, max, default: value }) => value === undefined || (value >= min && value <= max), {
      message: 'is not between min and max',
      path: ['default'],
    }),
  );

/** Becomes `flag` where it is true, and nothing where it is false. */
const boolean = z.strictObject({
  type: z.literal('boolean'),
  flag: plainText(TEXT_MAX_LENGTH),
  default: z.optional(z.boolean()),
  ...described,
});

const text = z
  .strictObject({
    type: z.literal('text'),
    /** A regular expression for the whole of it. */
    pattern: plainText(400).check(z.refine(isPattern, 'is no regular expression')),
    max_length: z.int().check(z.gte(1), z.lte(TEXT_MAX_LENGTH)),
    default: z.optional(plainText(TEXT_MAX_LENGTH)),
    ...described,
  })
  .check(
    z.refine(
      ({ default: value, pattern, max_length }) =>
        value === undefined ||
        !isPattern(pattern) ||
        (value.length <= max_length && wholePattern(pattern).test(value)),
      { message: 'does not fit the pattern', path: ['default'] },
    ),
  );

const service = z.strictObject({ type: z.literal('service'), ...described });
const project = z.strictObject({ type: z.literal('project'), ...described });

/** A parameter of a host command. */
export const HostCommandParam = z.discriminatedUnion('type', [
  choice,
  integer,
  boolean,
  text,
  service,
  project,
]);
export type HostCommandParam = z.infer<typeof HostCommandParam>;

/** The pattern, for a whole text. */
export function wholePattern(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}

function isPattern(pattern: string): boolean {
  try {
    wholePattern(pattern);
    return true;
  } catch {
    return false;
  }
}

/** Whether a value of it can begin with a dash, and so be taken for an option. `text` is kept from it at each run. */
export function canBeginWithDash(param: HostCommandParam): boolean {
  switch (param.type) {
    case 'choice':
      return param.values.some((value) => value.startsWith('-'));
    case 'integer':
      return param.min < 0;
    case 'boolean':
    case 'text':
    case 'service':
    case 'project':
      return false;
  }
}
