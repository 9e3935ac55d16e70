import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Role } from '#shared/role';
import { type Principal, SessionVerifier } from '../access/principal.ts';

/** Sessions that are there because a test says so. The token is the session's id. */
export class FakeSessions extends SessionVerifier {
  private readonly principals = new Map<string, Principal>();
  /** Tokens whose use was counted. */
  readonly used: string[] = [];

  /** @returns the token */
  add(role: Role, facts: Partial<Principal> = {}): string {
    const token = `token-of-${role}-${this.principals.size}`;
    const user = { id: token, username: role, role };
    this.principals.set(token, {
      user,
      sessionId: token,
      expiresAt: 9e12,
      mustChangePassword: false,
      ...facts,
    });
    return token;
  }

  end(token: string): void {
    this.principals.delete(token);
  }

  override async verify(token: string): Promise<Principal | null> {
    return this.find(token);
  }

  override async use(token: string): Promise<Principal | null> {
    this.used.push(token);
    return this.find(token);
  }

  override async find(sessionId: string): Promise<Principal | null> {
    return Promise.resolve(this.principals.get(sessionId) ?? null);
  }

  /** Stands in for the auth module. */
  asModule(): DynamicModule {
    const provider = { provide: SessionVerifier, useValue: this };
    return { module: FakeSessionsModule, providers: [provider], exports: [SessionVerifier] };
  }
}

@Global()
@Module({})
class FakeSessionsModule {}
