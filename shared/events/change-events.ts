import type { Change } from '#shared/change';

export interface ChangeEvents {
  /** A change was recorded. Published after the commit. */
  'changes.appended': { readonly change: Change };
}
