import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AuditAround, type AuditEntry } from '#shared/audit';
import { addAccount, signedInClient, startAuthApp } from '../../auth/testing/auth-app.ts';
import { type TestApp } from '../../platform/testing/test-app.ts';
import { type TestClient } from '../../platform/testing/test-client.ts';
import { AuditTrail } from '../audit-trail.ts';
import { AuditModule } from '../public.ts';
import { aFact } from '../testing/audit-app.ts';

jest.setTimeout(60_000);

describe('what the trail says around an operation', () => {
  let app: TestApp;
  let admin: TestClient;
  beforeAll(async () => {
    app = await startAuthApp({ imports: [AuditModule] });
    admin = await signedInClient(app);
  });
  afterAll(async () => {
    await app.close();
  });

  const record = async (operationId: string | null, action = 'command.requested'): Promise<AuditEntry> =>
    app.get(AuditTrail).record(aFact({ operationId, action }));
  const others = async (count: number): Promise<readonly number[]> => {
    const seqs: number[] = [];
    for (let number = 0; number < count; number += 1) seqs.push((await record(null, 'auth.signed-in')).seq);
    return seqs;
  };
  const around = async (operation: string): Promise<AuditAround> => {
    const answer = await admin.get(`/api/audit/around?operation=${encodeURIComponent(operation)}`);
    if (answer.status !== 200) throw new Error(answer.text);
    return AuditAround.parse(answer.body);
  };
  const seqsOf = (entries: readonly AuditEntry[]): readonly number[] => entries.map(({ seq }) => seq);

  it('has all of its own entries and three on either side, in the order of the chain', async () => {
    const before = await others(5);
    const asked = await record('op-whole');
    const between = await others(2);
    const cancel = await record('op-whole', 'command.cancel-requested');
    const finished = await record('op-whole', 'command.finished');
    const after = await others(5);
    const found = await around('op-whole');
    expect(seqsOf(found.before)).toEqual(before.slice(-3));
    expect(found.entries).toEqual([asked, cancel, finished]);
    expect(seqsOf(found.after)).toEqual(after.slice(0, 3));
    expect(seqsOf([...found.before, ...found.entries, ...found.after])).not.toContain(between[0]);
    expect(found.before.at(-1)?.hash).toBe(asked.prevHash);
    expect(found.after[0]?.prevHash).toBe(finished.hash);
  });

  it('names what else was going on by its own operation', async () => {
    const neighbour = await record('op-next-door');
    await record('op-own');
    const { before, entries } = await around('op-own');
    expect(before.at(-1)).toEqual(neighbour);
    expect(entries.map(({ operationId, address }) => [operationId, address])).toEqual([
      ['op-own', '192.168.1.20'],
    ]);
  });

  it('ends where the trail ends', async () => {
    await others(1);
    const last = await record('op-last');
    expect(await around('op-last')).toMatchObject({ entries: [last], after: [] });
  });

  it('is nothing for an operation that has no entry', async () => {
    expect(await around('op-unheard-of')).toEqual({ before: [], entries: [], after: [] });
  });

  it.each([
    '',
    '?operation=',
    `?operation=${'x'.repeat(65)}`,
    '?operation=a&operation=b',
    '?operation=a&limit=9',
  ])('is asked for by one id and nothing else: %s', async (query) => {
    const answer = await admin.get(`/api/audit/around${query}`);
    expect([answer.status, answer.body]).toEqual([
      422,
      expect.objectContaining({ code: 'invalid_request', issues: expect.any(Array) }),
    ]);
  });

  it.each(['viewer', 'operator'] as const)('is not for a %s', async (role) => {
    await record('op-secret');
    await addAccount(app, `around-${role}`, role);
    const answer = await (
      await signedInClient(app, `around-${role}`)
    ).get('/api/audit/around?operation=op-secret');
    expect([answer.status, answer.body]).toEqual([403, expect.objectContaining({ code: 'forbidden' })]);
    expect(answer.text).not.toContain('192.168.1.20');
  });

  it('is for nobody who is not signed in', async () => {
    expect((await app.client().get('/api/audit/around?operation=op-secret')).status).toBe(401);
  });
});

describe('the first entries of a trail', () => {
  it('have nothing before them', async () => {
    const app = await startAuthApp({ imports: [AuditModule] });
    const trail = app.get(AuditTrail);
    const { seq } = await trail.record(aFact({ operationId: 'op-second' }));
    const admin = await signedInClient(app);
    const { body } = await admin.get('/api/audit/around?operation=op-second');
    const { before, entries, after } = AuditAround.parse(body);
    expect(seqsOfAll(before)).toEqual(Array.from({ length: seq - 1 }, (_, index) => index + 1));
    expect(before.length).toBeLessThan(3);
    expect(seqsOfAll(entries)).toEqual([seq]);
    expect(seqsOfAll(after)).toEqual([seq + 1]); // the sign-in of who asks
    await app.close();
  });
});

function seqsOfAll(entries: readonly AuditEntry[]): readonly number[] {
  return entries.map(({ seq }) => seq);
}
