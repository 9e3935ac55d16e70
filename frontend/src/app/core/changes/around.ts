import type { Params } from '@angular/router';
import type { Change } from '#shared/change';

/** On either side: enough to see what led to it, and what came of it. */
const AROUND_MS = 30 * 60_000;

/** The time around a moment, as an address has it. @param at ISO 8601 */
export function windowAround(at: string): { readonly from: string; readonly to: string } {
  const moment = Date.parse(at);
  return {
    from: new Date(moment - AROUND_MS).toISOString(),
    to: new Date(moment + AROUND_MS).toISOString(),
  };
}

/** The address of the whole list at the moment of a change, with the change selected. */
export function aroundOf({ id, at }: Pick<Change, 'id' | 'at'>): Params {
  return { ...windowAround(at), id };
}
