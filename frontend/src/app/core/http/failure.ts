import { HttpErrorResponse } from '@angular/common/http';
import { Problem } from '#shared/problem';
import { UnreadableAnswer } from './read-as';

/** Why something asked of the server did not work, in the ways a person would act on differently. */
export type Failure =
  /** The server answered and says why not. */
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** No answer arrived. */
  | { readonly kind: 'offline' }
  /** An answer arrived that is not ours: a proxy's page, or another version's. */
  | { readonly kind: 'unreadable'; readonly status: number };

/** Makes a failure of whatever a request threw. What is not about a request is thrown on. */
export function failureOf(error: unknown): Failure {
  if (error instanceof UnreadableAnswer) return { kind: 'unreadable', status: 200 };
  if (!(error instanceof HttpErrorResponse)) throw error;
  if (error.status === 0) return { kind: 'offline' };
  const problem = Problem.safeParse(error.error);
  return problem.success
    ? { kind: 'refused', problem: problem.data }
    : { kind: 'unreadable', status: error.status };
}

/** What happened, what it means and what to do: a heading and a sentence. */
export function wordsOf(failure: Failure): { readonly title: string; readonly text: string } {
  switch (failure.kind) {
    case 'refused':
      return { title: failure.problem.title, text: failure.problem.detail };
    case 'offline':
      return {
        title: 'The server does not answer',
        text: 'It may be restarting, or this device has lost its network. Nothing is lost; try again.',
      };
    case 'unreadable':
      return {
        title: 'The answer cannot be read',
        text: `The server answered ${failure.status}, but not in words this page knows. A proxy in between may be down, or the page is older than the server: reload it.`,
      };
  }
}
