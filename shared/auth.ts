import * as z from 'zod/mini';
import { Role } from '#shared/role';

/** Longer input is refused before it is hashed: a hash must not cost more than its neighbour's. */
export const PASSWORD_MAX_LENGTH = 256;
export const PASSWORD_MIN_LENGTH = 8;
const USERNAME_MAX_LENGTH = 64;

/** Actors of the trail that are nobody's account: a person of that name could not be told from them. */
const TRAIL_ACTORS: ReadonlySet<string> = new Set(['cli', 'outside', 'schedule', 'system', 'unknown']);

/** A name a person signs in with: letters, digits and `. _ -`, not starting with a sign. */
export const Username = z.string().check(
  z.minLength(1, 'Give a name.'),
  z.maxLength(USERNAME_MAX_LENGTH, `A name has at most ${USERNAME_MAX_LENGTH} characters.`),
  z.regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u,
    'A name has letters, digits and . _ - and starts with a letter or digit.',
  ),
  z.refine(
    (name) => !TRAIL_ACTORS.has(name.toLowerCase()),
    'The trail uses this name itself, for what no account did. Choose another.',
  ),
);

export const NewPassword = z
  .string()
  .check(
    z.minLength(PASSWORD_MIN_LENGTH, `A password has at least ${PASSWORD_MIN_LENGTH} characters.`),
    z.maxLength(PASSWORD_MAX_LENGTH, `A password has at most ${PASSWORD_MAX_LENGTH} characters.`),
  );

export const LoginRequest = z.strictObject({
  username: z.string().check(z.minLength(1, 'Give your name.'), z.maxLength(USERNAME_MAX_LENGTH)),
  password: z.string().check(z.minLength(1, 'Give your password.'), z.maxLength(PASSWORD_MAX_LENGTH)),
  /** The code of a second factor, where the account has one. */
  totp: z.optional(z.string().check(z.maxLength(16))),
  /** Keeps the session for 30 days instead of 12 hours. */
  keepSignedIn: z.optional(z.boolean()),
});
export type LoginRequest = z.infer<typeof LoginRequest>;

export const CurrentUser = z.object({ id: z.string(), username: z.string(), role: Role });
export type CurrentUser = z.infer<typeof CurrentUser>;

export const LoginAnswer = z.object({ user: CurrentUser, mustChangePassword: z.boolean() });
export type LoginAnswer = z.infer<typeof LoginAnswer>;

export const SessionAnswer = z.object({
  user: CurrentUser,
  /** When the session ends if nothing happens until then (ISO 8601). */
  expiresAt: z.string(),
  mustChangePassword: z.boolean(),
});
export type SessionAnswer = z.infer<typeof SessionAnswer>;

export const PasswordChangeRequest = z.strictObject({
  currentPassword: z
    .string()
    .check(z.minLength(1, 'Give your current password.'), z.maxLength(PASSWORD_MAX_LENGTH)),
  newPassword: NewPassword,
});
export type PasswordChangeRequest = z.infer<typeof PasswordChangeRequest>;
