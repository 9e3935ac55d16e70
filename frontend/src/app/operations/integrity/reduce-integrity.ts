import type { AuditState, AuditVerifying } from '#shared/audit';
import type { Failure } from '../../core/http/failure';

/** What is known of the chain. What was known stays while it is asked for anew. */
export interface Integrity {
  readonly state: AuditState | null;
  /** Somebody on this page has asked for a check, and its result is not here yet. */
  readonly isAsking: boolean;
  /** Why what was asked for last did not come. */
  readonly failure: Failure | null;
}

export type IntegrityMessage =
  | { readonly kind: 'read'; readonly state: AuditState }
  | { readonly kind: 'asked' }
  /** The check that was asked for is over, and this is how the trail stands after it. */
  | { readonly kind: 'checked'; readonly state: AuditState }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'verifying'; readonly progress: AuditVerifying }
  | { readonly kind: 'appended'; readonly seq: number; readonly hash: string };

export const NOTHING_YET: Integrity = { state: null, isAsking: false, failure: null };

export function reduceIntegrity(before: Integrity, message: IntegrityMessage): Integrity {
  const { state } = before;
  switch (message.kind) {
    case 'read':
      return { ...before, state: message.state, failure: null };
    case 'asked':
      return { ...before, isAsking: true, failure: null };
    case 'checked':
      return { state: message.state, isAsking: false, failure: null };
    case 'failed':
      return {
        state: state === null ? null : { ...state, verifying: null },
        isAsking: false,
        failure: message.failure,
      };
    case 'verifying':
      return state === null ? before : { ...before, state: { ...state, verifying: message.progress } };
    case 'appended':
      if (state === null || message.seq <= state.headSeq) return before;
      return {
        ...before,
        state: { ...state, entries: state.entries + 1, headSeq: message.seq, headHash: message.hash },
      };
  }
}
