import { describe, expect, it } from '@jest/globals';
import { aFact } from '../testing/audit-app.ts';
import { fitFact } from './fit-fact.ts';

describe('a fact', () => {
  it('is kept as it is where it fits', () => {
    expect(fitFact(aFact())).toEqual({ ...aFact(), details: '{"reason":"update"}' });
  });

  it('is kept in part where a text is too long', () => {
    const { actor, target } = fitFact(aFact({ actor: 'x'.repeat(600), target: '😀'.repeat(400) }));
    expect(actor).toBe(`${'x'.repeat(511)}…`);
    expect(target?.length).toBe(512);
    expect(target?.isWellFormed()).toBe(true);
  });

  it('is kept in part where the details are too large, and says so', () => {
    const details: unknown = JSON.parse(fitFact(aFact({ details: { output: 'y'.repeat(100_000) } })).details);
    expect(details).toEqual({
      cut: true,
      characters: 100_013,
      beginning: expect.stringMatching(/^.{8192}$/),
    });
  });

  it('has no text that the database would give back differently', () => {
    expect(fitFact(aFact({ actor: 'a\0b\uD800' })).actor).toBe('a\uFFFDb\uFFFD');
    expect(fitFact(aFact({ details: { name: 'a\0b\uD800' } })).details).toBe('{"name":"a\\u0000b\\ud800"}');
  });
});
