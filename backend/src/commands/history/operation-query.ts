import * as z from 'zod/mini';
import { AuditFormat } from '#shared/audit';
import { OperationStatus } from '#shared/operation';
import { InvalidRequest } from '../../platform/errors/request-errors.ts';

export const PAGE_SIZE = { default: 50, max: 200 } as const;

/** Names are stored as they are; nothing longer can be one. */
const NAME_MAX_LENGTH = 500;

const SEARCH_MAX_LENGTH = 200;

const Name = z.string().check(z.minLength(1), z.maxLength(NAME_MAX_LENGTH));

/** ISO 8601 with a zone (`2026-06-18T14:32:08Z`, `…+02:00`), or a day, which begins at midnight UTC. */
const Moment = z.pipe(
  z.union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'Give a moment as ISO 8601 with its zone, such as 2026-06-18T14:32:08Z, or a day.',
  }),
  z.transform((text: string) => Date.parse(text)),
);

/** What every question about a window asks; half-open: `from` is in it, `to` is not. */
const WINDOW = { from: z.optional(Moment), to: z.optional(Moment) } as const;

/** What both the list and the metrics can be narrowed to. */
const SUBJECT = {
  command: z.optional(Name),
  actor: z.optional(Name),
  target: z.optional(Name),
} as const;

/** What the list can be narrowed to. Everything in a query is text, and what is given twice is a list. */
const FILTERS = {
  ...SUBJECT,
  ...WINDOW,
  status: z.optional(
    z.pipe(
      z.union([z.array(OperationStatus), OperationStatus], {
        error:
          'Unknown status. The known ones: queued, running, succeeded, failed, timed_out, cancelled, interrupted, refused.',
      }),
      z.transform((statuses: OperationStatus | OperationStatus[]) => [...new Set([statuses].flat())]),
    ),
  ),
  q: z.optional(z.string().check(z.maxLength(SEARCH_MAX_LENGTH))),
} as const;

/** `GET /api/operations`. */
export const ListQuery = z.strictObject({
  ...FILTERS,
  cursor: z.optional(z.string().check(z.maxLength(100))),
  limit: z.optional(
    z.pipe(
      z.string().check(z.regex(/^\d{1,3}$/, `Give a whole number from 1 to ${PAGE_SIZE.max}.`)),
      z.pipe(
        z.transform(Number),
        z.number(`Give a whole number from 1 to ${PAGE_SIZE.max}.`).check(z.gte(1), z.lte(PAGE_SIZE.max)),
      ),
    ),
  ),
});
export type ListQuery = z.infer<typeof ListQuery>;

/** `GET /api/operations/export`: what the list shows for the same filters, to its end. */
export const ExportQuery = z.strictObject({ format: AuditFormat, ...FILTERS });

/** Without `from` the window begins with the oldest operation; without `to` it ends now. */
export const MetricsQuery = z.strictObject({
  ...SUBJECT,
  ...WINDOW,
  zone: z.optional(
    z.string().check(z.maxLength(60), z.refine(isZone, 'This is not a time zone, such as Europe/Berlin.')),
  ),
});
export type MetricsQuery = z.infer<typeof MetricsQuery>;

export const StatsQuery = z.strictObject({ ...WINDOW, command: SUBJECT.command });

/** `GET /api/operations/facets`: what the list is narrowed to. */
export const FacetsQuery = z.strictObject(FILTERS);

export const ExpectedQuery = z.strictObject({ command: Name, target: SUBJECT.target });

/** A chart of more would be no chart. */
const METRICS_SPAN_MAX_MS = 50 * 366 * 86_400_000;

/** @throws InvalidRequest if there is no such window, or it is longer than anything can have happened in */
export function checkMetricsWindow({ from, to }: { readonly from: number; readonly to: number }): void {
  checkWindow({ from, to });
  if (to - from > METRICS_SPAN_MAX_MS)
    throw new InvalidRequest([{ path: 'from', message: 'The window is longer than 50 years.' }]);
}

/** @throws InvalidRequest if the window ends before it begins */
export function checkWindow({ from, to }: { from?: number | undefined; to?: number | undefined }): void {
  if (from !== undefined && to !== undefined && to < from)
    throw new InvalidRequest([{ path: 'to', message: 'The window ends before it begins.' }]);
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
