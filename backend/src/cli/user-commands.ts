import * as z from 'zod/mini';
import { Username } from '#shared/auth';
import { Role } from '#shared/role';
import { type Accounts, type IssuedAccount, type User } from '../auth/public.ts';
import { parseRequest } from '../platform/errors/parse.ts';
import { toIso } from '../platform/time/clock.ts';
import { type CommandResult } from './cli-output.ts';
import { type CliSurroundings } from './cli-surroundings.ts';
import { readNewPassword } from './password-input.ts';
import { commandLineActor } from './command-line-actor.ts';
import { table } from './table.ts';
import { withAccounts } from './with-accounts.ts';

const NewAccount = z.object({ name: Username, role: Role });

interface PasswordOption {
  readonly passwordStdin?: true;
}

export async function addUser(
  surroundings: CliSurroundings,
  name: string,
  options: PasswordOption & { readonly role: string },
): Promise<CommandResult> {
  const account = parseRequest(NewAccount, { name, role: options.role });
  const password = await readNewPassword(surroundings, options.passwordStdin ?? false);
  const issued = await withAccounts(surroundings, (accounts) =>
    accounts.create({ username: account.name, role: account.role, password }, commandLineActor()),
  );
  return issuedResult(issued, `The account “${issued.user.username}” (${issued.user.role}) was made.`);
}

export async function resetPassword(
  surroundings: CliSurroundings,
  name: string,
  options: PasswordOption,
): Promise<CommandResult> {
  const password = await readNewPassword(surroundings, options.passwordStdin ?? false);
  const issued = await withAccounts(surroundings, (accounts) =>
    accounts.resetPassword(name, password, commandLineActor()),
  );
  return issuedResult(issued, `“${issued.user.username}” has another password. Its sessions have ended.`);
}

export async function disableUser(surroundings: CliSurroundings, name: string): Promise<CommandResult> {
  const user = await withAccounts(surroundings, (accounts) => accounts.disable(name, commandLineActor()));
  return userResult(user, `“${user.username}” can sign in no more. Its sessions have ended.`);
}

export async function enableUser(surroundings: CliSurroundings, name: string): Promise<CommandResult> {
  const user = await withAccounts(surroundings, (accounts) => accounts.enable(name, commandLineActor()));
  return userResult(user, `“${user.username}” can sign in again.`);
}

export async function changeRole(
  surroundings: CliSurroundings,
  name: string,
  role: string,
): Promise<CommandResult> {
  const parsed = parseRequest(z.object({ role: Role }), { role });
  const user = await withAccounts(surroundings, (accounts) =>
    accounts.changeRole(name, parsed.role, commandLineActor()),
  );
  return userResult(user, `“${user.username}” is ${user.role} now. Its sessions have ended.`);
}

export async function listUsers(surroundings: CliSurroundings): Promise<CommandResult> {
  const users = await withAccounts(surroundings, (accounts: Accounts) => accounts.list());
  const rows = users.map((user) => {
    const { username, role, disabled, mustChangePassword, createdAt } = toDocument(user);
    const notes = [
      ...(disabled ? ['disabled'] : []),
      ...(mustChangePassword ? ['has to change the password'] : []),
    ];
    return [username, role, createdAt, notes.join(', ')];
  });
  return {
    document: { users: users.map(toDocument) },
    text: table([['NAME', 'ROLE', 'SINCE', ''], ...rows]),
  };
}

function issuedResult({ user, singleUsePassword }: IssuedAccount, sentence: string): CommandResult {
  if (singleUsePassword === null) return userResult(user, sentence);
  return {
    document: { user: toDocument(user), singleUsePassword },
    text: `${sentence}\n\n  password  ${singleUsePassword}\n\nIt works once, and has to be changed right after.`,
  };
}

function userResult(user: User, text: string): CommandResult {
  return { document: { user: toDocument(user) }, text };
}

function toDocument({ id, username, role, disabledAt, passwordState, createdAt }: User) {
  return {
    id,
    username,
    role,
    disabled: disabledAt !== null,
    mustChangePassword: passwordState !== 'set',
    createdAt: toIso(createdAt),
  };
}
