import type { Service } from '#shared/service';
import { projectTitle } from '../core/directory/service-key';
import { troubleOf } from '../core/directory/project-summary';
import type { Directory } from '../core/directory/reduce-services';
import { type DirectoryQuery, isFiltered, isGrouped, isSameList, type StateFilter } from './directory-query';
import { nearestName } from './nearest-name';
import { ROWS_UNASKED } from './portions';
import { keepOrder, sortRows } from './row-order';
import type { ServiceRow } from './service-row';

/** Rows under one heading; the heading is missing where the list is sorted across projects. */
export interface RowGroup {
  readonly key: string;
  readonly heading: {
    readonly title: string;
    readonly link: readonly string[];
    readonly summary: string;
  } | null;
  readonly rows: readonly ServiceRow[];
}

/** Why there is no row. */
type Nothing =
  /** The engine runs nothing, or nothing of this project. */
  { readonly kind: 'no-services' } | { readonly kind: 'no-match'; readonly suggestion: string | null };

export interface DirectoryView {
  readonly query: DirectoryQuery;
  readonly total: number;
  readonly counts: Readonly<Record<StateFilter, number>>;
  readonly groups: readonly RowGroup[];
  readonly nothing: Nothing | null;
  /** Rows that are drawn only when somebody asks. */
  readonly undrawn: number;
  /** Rows that would stand elsewhere if nobody were looking at them. */
  readonly misplaced: number;
  /** How often a row has changed before our eyes, by key. */
  readonly changes: ReadonlyMap<string, number>;
  /** The rows' order, to be kept. */
  readonly order: readonly string[];
}

export interface DirectoryParts {
  readonly directory: Directory;
  /** Only this project's services; null for all. */
  readonly project: string | null;
  /** The services that need attention, by key, and since when (ISO 8601; null where it is not known). */
  readonly needing: ReadonlyMap<string, string | null>;
  readonly query: DirectoryQuery;
  /** Somebody points at a row, or has the focus in one. */
  readonly held: boolean;
  /** The picture is old: how the services are now is unknown. */
  readonly stale: boolean;
  /** How many rows may be drawn yet. */
  readonly drawn: number;
  readonly rowOf: (service: Service) => ServiceRow;
}

/** Drawn below the selected row whatever is drawn yet, so that Back finds it in its place. */
const ROWS_BELOW_SELECTED = 40;

/** @param before what was shown last; its order is kept while rows are held */
export function directoryViewOf(parts: DirectoryParts, before: DirectoryView | null): DirectoryView {
  const { directory, project, needing, query, held, drawn, rowOf } = parts;
  const services = [...directory.services.values()].filter(
    (service) => project === null || service.project === project,
  );
  const all = services.map((service) => sinceTrouble(rowOf(service), needing));
  const textual = all.filter(({ haystack }) => wordsOf(query.text).every((word) => haystack.includes(word)));
  const rows = textual.filter((row) => fits(row, query.state, needing));
  const wanted = sortRows(rows, query).map(({ key }) => key);
  const isSameQuestion = before !== null && isSameList(before.query, query);
  const { keys, misplaced } = keepOrder(before?.order ?? [], wanted, held && isSameQuestion);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const ordered = keys.flatMap((key) => byKey.get(key) ?? []);
  const selectedAt = keys.indexOf(query.selected ?? '');
  const groups =
    isGrouped(query) && project === null
      ? groupsOf(ordered, parts)
      : [{ key: '', heading: null, rows: ordered }];
  const enough = selectedAt === -1 ? drawn : Math.max(drawn, selectedAt + ROWS_BELOW_SELECTED);
  return {
    query,
    total: all.length,
    counts: {
      all: textual.length,
      attention: textual.filter((row) => fits(row, 'attention', needing)).length,
      running: textual.filter((row) => fits(row, 'running', needing)).length,
      stopped: textual.filter((row) => fits(row, 'stopped', needing)).length,
    },
    groups: firstRows(groups, enough),
    undrawn: Math.max(0, rows.length - Math.max(enough, ROWS_UNASKED)),
    nothing: rows.length > 0 ? null : nothingOf(all, query),
    misplaced,
    changes: directory.changes,
    order: keys,
  };
}

/** What needs attention knows best since when. */
function sinceTrouble(row: ServiceRow, needing: DirectoryParts['needing']): ServiceRow {
  const since = needing.get(row.key) ?? row.since;
  return since === row.since ? row : { ...row, since };
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

function fits(row: ServiceRow, state: StateFilter, needing: DirectoryParts['needing']): boolean {
  switch (state) {
    case 'all':
      return true;
    case 'attention':
      return needing.has(row.key);
    case 'running':
      return row.isRunning;
    case 'stopped':
      return !row.isRunning;
  }
}

function groupsOf(
  rows: readonly ServiceRow[],
  { directory: { services }, stale }: DirectoryParts,
): readonly RowGroup[] {
  return [...Map.groupBy(rows, ({ project }) => project)].map(([project, members]) => {
    const shown = members.flatMap(({ key }) => services.get(key) ?? []);
    const count = `${shown.length} ${shown.length === 1 ? 'service' : 'services'}`;
    const summary = [count, stale ? '' : troubleOf(shown)].filter((part) => part !== '').join(', ');
    return {
      key: project,
      heading: { title: projectTitle(project), link: ['/projects', project], summary },
      rows: members,
    };
  });
}

function firstRows(groups: readonly RowGroup[], count: number): readonly RowGroup[] {
  let left = count;
  return groups.flatMap((group) => {
    const rows = left >= group.rows.length ? group.rows : group.rows.slice(0, Math.max(0, left));
    left -= rows.length;
    return rows.length === 0 ? [] : [{ ...group, rows }];
  });
}

function nothingOf(all: readonly ServiceRow[], query: DirectoryQuery): Nothing {
  if (all.length === 0 || !isFiltered(query)) return { kind: 'no-services' };
  return {
    kind: 'no-match',
    suggestion: nearestName(
      query.text,
      all.map(({ name }) => name),
    ),
  };
}
