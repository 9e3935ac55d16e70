import { ProbeModule } from '../../platform/testing/probe.module.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../../platform/testing/test-app.ts';
import { type TestClient } from '../../platform/testing/test-client.ts';
import { Accounts, BY_SYSTEM } from '../accounts/accounts.ts';
import { AuthModule, AUTH_ENTITIES } from '../public.ts';

export const ADMIN_PASSWORD = 'correct horse';

/** The program without the engine: sign-in, and a gateway to open sockets to. */
export async function startAuthApp(options: Partial<TestAppOptions> = {}): Promise<TestApp> {
  return startTestApp({
    entities: AUTH_ENTITIES,
    ...options,
    imports: [AuthModule, ProbeModule, ...(options.imports ?? [])],
    environment: { HOMELAB_ADMIN_PASSWORD: ADMIN_PASSWORD, ...options.environment },
  });
}

/** A browser that is signed in. */
export async function signedInClient(
  app: TestApp,
  username = 'admin',
  password = ADMIN_PASSWORD,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestClient> {
  const client = app.client(headers);
  const answer = await client.post('/api/auth/login', { username, password });
  if (answer.status !== 200) throw new Error(`The sign-in was answered ${answer.status}: ${answer.text}`);
  return client;
}

/** Makes an account whose password is {@link ADMIN_PASSWORD} too. */
export async function addAccount(
  app: TestApp,
  username: string,
  role: 'viewer' | 'operator' | 'admin',
): Promise<void> {
  await app.get(Accounts).create({ username, role, password: ADMIN_PASSWORD }, BY_SYSTEM);
}
