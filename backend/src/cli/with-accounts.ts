import { Accounts, AccountsModule, AUTH_ENTITIES } from '../auth/public.ts';
import { type CliSurroundings } from './cli-surroundings.ts';
import { withPart } from './with-part.ts';

const PART = { imports: [AccountsModule], entities: AUTH_ENTITIES };

/** Runs `work` on the accounts of the configured database, beside the server if one runs. */
export async function withAccounts<T>(
  surroundings: CliSurroundings,
  work: (accounts: Accounts) => Promise<T>,
): Promise<T> {
  return withPart(surroundings, PART, (app) => work(app.get(Accounts)));
}
