import type { Change, ChangeKind } from '#shared/change';

/** A change as it was seen: who did it is found out afterwards. */
export interface Draft {
  /** Wall-clock milliseconds. */
  readonly at: number;
  readonly kind: Exclude<ChangeKind, 'operation'>;
  readonly service: string | null;
  readonly title: string;
  readonly detail: string;
  readonly tone: Change['tone'];
  readonly before: Change['before'];
  readonly after: Change['after'];
  /** Whether it was seen to happen, rather than found afterwards. */
  readonly observed: boolean;
}
