import type { Failure } from '../http/failure';

/** What the server finds wrong with one field. */
export interface Issue {
  readonly field: string;
  readonly message: string;
}

/** The issues of a refusal by field: `params.keepDays` and `/params/keepDays` are about `keepDays`. */
export function issuesOf(failure: Failure): readonly Issue[] {
  if (failure.kind !== 'refused') return [];
  return (failure.problem.issues ?? []).map(({ path, message }) => ({
    field: path.split(/[./]/).at(-1) ?? path,
    message,
  }));
}
