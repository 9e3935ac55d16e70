import type { Change } from '#shared/change';
import { stored } from '../../ui/bytes/format-bytes';

/** One line of what differs. */
export interface DiffLine {
  readonly sign: 'same' | 'removed' | 'added';
  readonly text: string;
}

const LABELS: Readonly<Record<string, string>> = {
  id: 'container',
  imageId: 'image content',
  memoryBytes: 'memory limit',
  cpus: 'CPU limit',
  restartPolicy: 'restart policy',
};

/** A long id is told apart by its beginning. */
const SHORT_ID = 12;

/** What differs between the two sides of a change, field by field, as lines to read. */
export function diffLinesOf({ before, after }: Pick<Change, 'before' | 'after'>): DiffLine[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields
    .filter((field) => field !== 'id' && field !== 'containers')
    .flatMap((field) => {
      const old = valuesOf(field, before?.[field]);
      const fresh = valuesOf(field, after?.[field]);
      const same = new Set(old.filter((text) => fresh.includes(text)));
      const lines: DiffLine[] = [
        ...old
          .filter((text) => !same.has(text))
          .map((text): DiffLine => ({ sign: 'removed', text: `  ${text}` })),
        ...fresh
          .filter((text) => !same.has(text))
          .map((text): DiffLine => ({ sign: 'added', text: `  ${text}` })),
      ];
      return lines.length === 0
        ? []
        : [{ sign: 'same' as const, text: `${LABELS[field] ?? field}:` }, ...lines];
    });
}

/** The two containers of a replacement, by the beginnings of their ids. */
export function containerIdsOf({
  before,
  after,
}: Pick<Change, 'before' | 'after'>): { readonly before: string; readonly after: string } | null {
  const old = before?.['id'];
  const fresh = after?.['id'];
  return typeof old === 'string' && typeof fresh === 'string'
    ? { before: old.slice(0, SHORT_ID), after: fresh.slice(0, SHORT_ID) }
    : null;
}

function valuesOf(field: string, value: unknown): string[] {
  if (value === undefined) return [];
  if (value === null) return ['none'];
  if (field === 'memoryBytes' && typeof value === 'number') return [stored(value)];
  if (Array.isArray(value)) return field === 'command' ? [commandText(value)] : value.map(String);
  if (typeof value === 'object')
    return Object.entries(value).map(([name, text]) => `${name}: ${String(text)}`);
  return [typeof value === 'string' ? shortened(value) : JSON.stringify(value)];
}

function shortened(text: string): string {
  return text.startsWith('sha256:') ? text.slice(0, 'sha256:'.length + SHORT_ID) : text;
}

/** The engine gives the parts of a command; without any, the image's own is run. */
function commandText(parts: readonly unknown[]): string {
  return parts.length === 0 ? 'the image’s own' : parts.map(String).join(' ');
}
