import type { ParamMap, Params } from '@angular/router';

export const STATE_FILTERS = ['all', 'attention', 'running', 'stopped'] as const;
export type StateFilter = (typeof STATE_FILTERS)[number];

const SORT_COLUMNS = ['name', 'state', 'version', 'restarts'] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

/** What of the directory is shown, and how. All of it is in the address. */
export interface DirectoryQuery {
  /** Each word has to be in the name, the project or the image. */
  readonly text: string;
  readonly state: StateFilter;
  readonly sort: SortColumn;
  readonly descending: boolean;
  /** The key of the selected service. */
  readonly selected: string | null;
}

export const PLAIN_QUERY: DirectoryQuery = {
  text: '',
  state: 'all',
  sort: 'name',
  descending: false,
  selected: null,
};

/** Reads `?q=&state=&sort=&sel=`; what makes no sense counts as not there. */
export function readQuery(params: ParamMap): DirectoryQuery {
  const sort = params.get('sort') ?? '';
  const column = sort.replace(/^-/, '');
  return {
    text: params.get('q') ?? '',
    state: STATE_FILTERS.find((state) => state === params.get('state')) ?? 'all',
    sort: SORT_COLUMNS.find((known) => known === column) ?? 'name',
    descending: sort.startsWith('-'),
    selected: params.get('sel'),
  };
}

/** The other way round; what is as usual is left out. */
export function queryParamsOf({ text, state, sort, descending, selected }: DirectoryQuery): Params {
  const column = descending ? `-${sort}` : sort;
  return {
    ...(text === '' ? {} : { q: text }),
    ...(state === 'all' ? {} : { state }),
    ...(column === 'name' ? {} : { sort: column }),
    ...(selected === null ? {} : { sel: selected }),
  };
}

export function isFiltered({ text, state }: DirectoryQuery): boolean {
  return text.trim() !== '' || state !== 'all';
}

/** Whether rows stand under their projects: only by name they can, without taking a project apart. */
export function isGrouped({ sort }: DirectoryQuery): boolean {
  return sort === 'name';
}

/** Whether two queries ask for the same rows in the same order; the selection does not matter. */
export function isSameList(a: DirectoryQuery, b: DirectoryQuery): boolean {
  return a.text === b.text && a.state === b.state && a.sort === b.sort && a.descending === b.descending;
}
