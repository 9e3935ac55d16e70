import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ROLES } from '#shared/role';
import type { CommandsSection } from '../../platform/config/settings/commands-section.ts';
import { narrowedRule } from './narrow.ts';

const OPEN = { role: 'operator', services: null, projects: null, reasonRequired: false };
const rule = (section: CommandsSection, id = 'compose.up') => narrowedRule(section, id, 'operator');

describe('what the settings leave of a command', () => {
  it('is everything where they say nothing', () => {
    expect(rule({})).toEqual(OPEN);
  });

  it.each<[CommandsSection, boolean]>([
    [{ allow: ['docker.*'] }, false],
    [{ allow: ['compose.*'] }, true],
    [{ allow: ['compose.up'] }, true],
    [{ allow: ['compose.pull'] }, false],
    [{ allow: ['*'], deny: ['compose.up'] }, false],
    [{ deny: ['compose.*'] }, false],
    [{ deny: ['*'], allow: ['compose.up'] }, false],
    [{ deny: ['compose.stop'] }, true],
  ])('%j allows it: %s', (section, allowed) => {
    expect(rule(section) !== null).toBe(allowed);
  });

  it('asks for a higher role, never for a lower one', () => {
    expect(rule({ rules: [{ commands: ['compose.*'], role: 'admin' }] })?.role).toBe('admin');
    expect(rule({ rules: [{ commands: ['compose.*'], role: 'viewer' }] })?.role).toBe('operator');
    expect(rule({ rules: [{ commands: ['service.*'], role: 'admin' }] })?.role).toBe('operator');
  });

  it('asks for a reason once one rule does', () => {
    const rules = [
      { commands: ['*'], reason: 'required' as const },
      { commands: ['compose.up'], role: 'admin' as const },
    ];
    expect(rule({ rules })).toEqual({ ...OPEN, role: 'admin', reasonRequired: true });
  });

  it('takes a project for all its services, and a service for itself alone', () => {
    expect(
      rule({
        rules: [{ commands: ['*'], projects: ['media'], services: ['home/*', 'web/nginx', '~/watchtower'] }],
      }),
    ).toMatchObject({
      services: ['media/*', 'home/*', 'web/nginx', '~/watchtower'],
      projects: ['media', 'home'],
    });
  });

  it('leaves what every rule allows', () => {
    expect(
      rule({
        rules: [
          { commands: ['*'], services: ['media/*', 'home/mqtt', 'web/nginx'] },
          { commands: ['compose.*'], services: ['media/jellyfin', 'home/*'] },
        ],
      }),
    ).toMatchObject({ services: ['media/jellyfin', 'home/mqtt'], projects: [] });
  });

  it('only ever shrinks with another rule', () => {
    const place = fc.constantFrom('a/*', 'a/x', 'a/y', 'b/*', 'b/x', '~/x', '~/*');
    const oneRule = fc.record(
      {
        commands: fc.constant<string[]>(['*']),
        role: fc.constantFrom(...ROLES),
        services: fc.array(place, { maxLength: 4 }),
        projects: fc.subarray(['a', 'b']),
      },
      { requiredKeys: ['commands'] },
    );
    const covered = (patterns: readonly string[] | null, key: string) =>
      patterns === null || patterns.includes(key) || patterns.includes(`${key.split('/')[0] ?? ''}/*`);
    fc.assert(
      fc.property(fc.array(oneRule, { maxLength: 4 }), oneRule, (rules, one) => {
        const [before, after] = [rule({ rules }), rule({ rules: [...rules, one] })];
        if (before === null || after === null) throw new Error('nothing denies it');
        expect(ROLES.indexOf(after.role)).toBeGreaterThanOrEqual(ROLES.indexOf(before.role));
        for (const key of ['a/x', 'a/y', 'a/z', 'b/x', 'b/q', '~/x', 'c/x']) {
          const alone = narrowedRule({ rules: [one] }, 'compose.up', 'operator')?.services ?? null;
          expect(covered(after.services, key)).toBe(covered(before.services, key) && covered(alone, key));
        }
      }),
    );
  });
});
