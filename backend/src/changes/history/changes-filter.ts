import * as z from 'zod/mini';
import { ChangeKind, ChangeLane } from '#shared/change';

const ITEMS_MAX = 200;
const ITEMS_DEFAULT = 50;

/** A moment as ISO 8601, to milliseconds since 1970. */
const Moment = z.pipe(
  z.iso.datetime({ offset: true, error: 'A moment is written as ISO 8601, such as 2026-11-24T14:32:08Z.' }),
  z.transform((text) => Date.parse(text)),
);

const Window = {
  from: z.optional(Moment),
  to: z.optional(Moment),
};

/** What is concerned, how, and by whom. */
const Facts = {
  service: z.optional(z.string().check(z.minLength(1), z.maxLength(300))),
  kind: z.optional(ChangeKind),
  /** As a change tells it: a person's name, `outside`, `unknown`. */
  actor: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
};

/** `GET /api/changes`. */
export const ChangesQuery = z.strictObject({
  ...Facts,
  lane: z.optional(ChangeLane),
  /** Beginnings of words in titles, details, names, reasons and errors; all of them have to occur. */
  q: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  ...Window,
  cursor: z.optional(z.string().check(z.maxLength(200))),
  limit: z._default(
    z
      .pipe(
        z.string().check(z.regex(/^\d{1,3}$/, 'A number from 1 to 200.')),
        z.transform((text) => Number(text)),
      )
      .check(z.minimum(1), z.maximum(ITEMS_MAX)),
    ITEMS_DEFAULT,
  ),
});
export type ChangesQuery = z.infer<typeof ChangesQuery>;

/** `GET /api/changes/lanes`. */
export const LanesQuery = z.strictObject({ ...Facts, from: Moment, to: Moment });
export type LanesQuery = z.infer<typeof LanesQuery>;

/** `c-42`, or `o-` and an operation's id. */
export const ChangeId = z
  .string()
  .check(z.regex(/^(c-\d{1,15}|o-[\w-]{1,64})$/, 'The id of a change, such as c-42.'));

export const LensQuery = z.strictObject({
  id: z.optional(ChangeId),
  service: z.optional(z.string().check(z.minLength(1), z.maxLength(300))),
});
export type LensQuery = z.infer<typeof LensQuery>;
