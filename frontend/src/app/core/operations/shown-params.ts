import { type Operation, REDACTED } from '#shared/operation';

/** One parameter, as it was asked for. */
export interface ShownParam {
  readonly name: string;
  readonly text: string;
  /** It is secret: only that it was given is kept. */
  readonly isSecret: boolean;
}

export function shownParamsOf({ params }: Pick<Operation, 'params'>): readonly ShownParam[] {
  return Object.entries(params).map(([name, value]) => ({
    name,
    text: typeof value === 'string' ? value : JSON.stringify(value),
    isSecret: value === REDACTED,
  }));
}
