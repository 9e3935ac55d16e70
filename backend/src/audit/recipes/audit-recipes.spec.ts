import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { aFact } from '../testing/audit-app.ts';
import { AUDIT_RECIPES } from './audit-recipes.ts';
import type { Recipes, Unaudited } from './decision.ts';
import { UNAUDITED } from './unaudited.ts';

const MARTA = { userId: 'u1', username: 'Marta' };
const BY_CLI = { actor: 'cli', actorId: null, address: null, osUser: 'root' };
const ADDRESS = '192.168.1.20';

interface SampleEvents {
  readonly 'door.opened': { readonly by: string };
  readonly 'door.closed': { readonly by: string };
}
const SAMPLE_RECIPES = {
  'door.opened': ({ by }) => aFact({ actor: by }),
} satisfies Recipes<SampleEvents>;

describe('the decision about each event', () => {
  it('compiles only when it was made', () => {
    const decided: Unaudited<SampleEvents, typeof SAMPLE_RECIPES> = { 'door.closed': 'follows from opening' };
    // @ts-expect-error nobody has decided about door.closed
    const undecided: Unaudited<SampleEvents, typeof SAMPLE_RECIPES> = {};
    const twice: Unaudited<SampleEvents, typeof SAMPLE_RECIPES> = {
      'door.closed': 'follows from opening',
      // @ts-expect-error it has a recipe, too
      'door.opened': 'nobody cares',
    };
    const unknown = {
      // @ts-expect-error there is no such event
      'door.painted': () => aFact(),
    } satisfies Recipes<SampleEvents>;
    expect([decided, undecided, twice, unknown, SAMPLE_RECIPES]).toHaveLength(5);
  });

  it('gives a reason for each that is not recorded', () => {
    for (const reason of Object.values(UNAUDITED)) expect(reason).toMatch(/\w+ \w+/);
  });

  it('is not gone round: nothing publishes a recorded event without recording it', () => {
    const source = join(import.meta.dirname, '..', '..');
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'),
    );
    const published = files.flatMap((file) =>
      [
        ...readFileSync(join(source, file), 'utf8').matchAll(/\bpublish(?:AndWait)?\(\s*['"]([\w.-]+)['"]/g),
      ].map(([, name = '']) => ({ file, name })),
    );
    expect(published.length).toBeGreaterThan(5); // or the pattern finds nothing any more
    expect(published.filter(({ name }) => name in AUDIT_RECIPES)).toEqual([]);
  });
});

describe('a recipe', () => {
  it('names who signed in, and from where', () => {
    const event = { ...MARTA, address: ADDRESS, knownDevice: true };
    expect(AUDIT_RECIPES['auth.signed-in'](event)).toEqual({
      ...{ actor: 'Marta', actorId: 'u1', address: ADDRESS, action: 'auth.signed-in', target: 'Marta' },
      ...{ outcome: 'succeeded', operationId: null, details: { knownDevice: true } },
    });
  });

  it.each([
    ['invalid_credentials', 'failed'],
    ['disabled', 'failed'],
    ['too_many_attempts', 'refused'],
  ] as const)('tells a failed sign-in (%s) as %s, under the name that was typed', (reason, outcome) => {
    const fact = AUDIT_RECIPES['auth.login-failed']({ username: 'martha', address: ADDRESS, reason });
    expect(fact).toMatchObject({
      ...{ actor: 'martha', actorId: null, address: ADDRESS, target: 'martha', outcome, details: { reason } },
    });
  });

  it('tells who changed an account, and what', () => {
    const event = { ...MARTA, ...BY_CLI, role: 'admin', previousRole: 'viewer' } as const;
    expect(AUDIT_RECIPES['auth.role-changed'](event)).toEqual({
      ...{ actor: 'cli', actorId: null, address: null, action: 'auth.role-changed', target: 'Marta' },
      ...{ outcome: 'succeeded', operationId: null },
      details: { userId: 'u1', role: 'admin', previousRole: 'viewer', osUser: 'root' },
    });
  });

  it('carries the name of its event as the action', () => {
    const all = { ...MARTA, ...BY_CLI, address: ADDRESS, knownDevice: false } as const;
    const event = { ...all, role: 'viewer', previousRole: 'admin', reason: 'too_many_attempts' } as const;
    for (const [name, recipe] of Object.entries(AUDIT_RECIPES)) {
      expect((recipe as (payload: unknown) => unknown)(event)).toMatchObject({ action: name });
    }
  });
});
