import { PasswordChangeRequest } from '#shared/auth';
import { type Failure, wordsOf } from '../core/http/failure';

/** What the form for a new password shows. Problems are by field; null where there is none. */
export interface PasswordView {
  readonly busy: boolean;
  readonly current: string | null;
  readonly next: string | null;
  readonly again: string | null;
  /** What is wrong with none of the fields. */
  readonly general: { readonly title: string; readonly text: string } | null;
}

export const EMPTY_PASSWORD_VIEW: PasswordView = {
  busy: false,
  current: null,
  next: null,
  again: null,
  general: null,
};

export type ReadPassword =
  | { readonly request: PasswordChangeRequest; readonly view: null }
  | { readonly request: null; readonly view: PasswordView };

/** What a form holds, as a request; or what is wrong with it. */
export function readPassword(form: FormData): ReadPassword {
  const parsed = PasswordChangeRequest.safeParse({
    currentPassword: form.get('current'),
    newPassword: form.get('next'),
  });
  if (!parsed.success) return { request: null, view: viewOfIssues(parsed.error.issues) };
  if (form.get('again') !== form.get('next')) {
    return { request: null, view: { ...EMPTY_PASSWORD_VIEW, again: 'The two are not the same.' } };
  }
  return { request: parsed.data, view: null };
}

/** How a refused change is told. */
export function passwordViewOf(failure: Failure): PasswordView {
  if (failure.kind !== 'refused') return { ...EMPTY_PASSWORD_VIEW, general: wordsOf(failure) };
  const { problem } = failure;
  if (problem.code === 'invalid_credentials') {
    return { ...EMPTY_PASSWORD_VIEW, current: 'This is not your current password.' };
  }
  const issues = (problem.issues ?? []).map(({ path, message }) => ({ path: [path], message }));
  return issues.length > 0 ? viewOfIssues(issues) : { ...EMPTY_PASSWORD_VIEW, general: wordsOf(failure) };
}

function viewOfIssues(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): PasswordView {
  const messageFor = (field: string): string | null =>
    issues.find(({ path }) => path[0] === field)?.message ?? null;
  return { ...EMPTY_PASSWORD_VIEW, current: messageFor('currentPassword'), next: messageFor('newPassword') };
}
