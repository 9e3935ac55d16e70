import { LoginRequest } from '#shared/auth';
import { type Failure, wordsOf } from '../core/http/failure';
import { countdown } from '../ui/time/format-time';

/** What the sign-in form shows. */
export type LoginView =
  | { readonly status: 'ready' }
  | { readonly status: 'asking' }
  /** What was typed is not enough to be asked about. */
  | { readonly status: 'incomplete'; readonly username: string | null; readonly password: string | null }
  | {
      readonly status: 'refused';
      readonly title: string;
      readonly text: string;
      readonly badPassword: boolean;
    }
  /** Too many tries. Until then, in milliseconds since 1970, none is answered. */
  | { readonly status: 'paused'; readonly until: number };

/** What a form holds, as a request; or what is missing. */
export function readLogin(form: FormData): LoginRequest | Extract<LoginView, { status: 'incomplete' }> {
  const parsed = LoginRequest.safeParse({
    username: form.get('username'),
    password: form.get('password'),
    keepSignedIn: form.get('keep') !== null,
  });
  if (parsed.success) return parsed.data;
  const messageFor = (field: string): string | null =>
    parsed.error.issues.find(({ path }) => path[0] === field)?.message ?? null;
  return { status: 'incomplete', username: messageFor('username'), password: messageFor('password') };
}

/** How a failed try is told. */
export function loginViewOf(failure: Failure, now: number): LoginView {
  if (failure.kind !== 'refused') return { status: 'refused', ...wordsOf(failure), badPassword: false };
  const { code, detail, title, facts } = failure.problem;
  const wait = facts?.['retryAfterSeconds'];
  if (code === 'too_many_attempts' && typeof wait === 'number')
    return { status: 'paused', until: now + wait * 1_000 };
  const pause = facts?.['pauseSeconds'];
  if (code === 'invalid_credentials' && facts?.['attemptsLeft'] === 0 && typeof pause === 'number')
    return { status: 'paused', until: now + pause * 1_000 };
  if (code !== 'invalid_credentials') return { status: 'refused', title, text: detail, badPassword: false };
  return {
    status: 'refused',
    title: 'That name and password do not match',
    text: triesLeft(facts),
    badPassword: true,
  };
}

function triesLeft(facts: Readonly<Record<string, unknown>> | undefined): string {
  const left = facts?.['attemptsLeft'];
  const pause = facts?.['pauseSeconds'];
  if (typeof left !== 'number') return 'Check both and try again.';
  const tries = left === 1 ? '1 try left' : `${left} tries left`;
  const length = typeof pause === 'number' ? ` for ${countdown(pause * 1_000)}` : ' for a while';
  return `${tries}, then sign-in pauses${length} for this address.`;
}

/** Why one is here although one was signed in. */
export function reasonWords(why: string | null): string | null {
  switch (why) {
    case 'expired':
      return 'Your session ended because nothing happened for a while.';
    case 'revoked':
      return 'Your session was ended: the password or the role of the account has changed.';
    case 'disabled':
      return 'Your account was switched off. An admin can switch it on again.';
    case 'signed_out':
      return 'You signed out in another tab.';
    case null:
    default:
      return null;
  }
}
