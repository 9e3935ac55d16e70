import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { parseArgumentTemplate } from '../../platform/config/settings/argument-template.ts';
import { hostCommandProblems } from '../../platform/config/settings/host-command-checks.ts';
import type { HostCommandParam } from '../../platform/config/settings/host-command-params.ts';
import { SomeServices } from '../testing/some-services.ts';
import { type ArgumentValues, fillArguments } from './fill-arguments.ts';
import { hostCommand } from './host-command.ts';

const NAMES = ['a', 'b', 'c'] as const;

/** What people and attackers type: blanks, quotes, substitutions, dashes, options, line breaks. */
const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.stringMatching(/^[-$`;|&<>(){}\\"' \n=*?~!#a-z]{0,12}$/),
  fc.constantFrom('--', '-', '-rf', '--force', '$(id)', '`id`', 'a b', 'a\nb', '{b}', '{{b}}', '; rm -rf /'),
);

const literal = fc.oneof(fc.constantFrom('', 'x', '-x', '--tag=', '--', ' ', '{', '}}'), nasty);
const element = fc
  .array(
    fc.oneof(
      literal,
      fc.constantFrom(...NAMES).map((name) => `{${name}}`),
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(''));
const args = fc.array(element, { maxLength: 6 });

const param: fc.Arbitrary<HostCommandParam> = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom('daily', '-v', '--all'), fc.string({ minLength: 1, maxLength: 5 })), {
      minLength: 1,
      maxLength: 3,
    })
    .map((values) => ({ type: 'choice' as const, values })),
  fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 0, max: 9 })).map(([min, more]) => ({
    type: 'integer' as const,
    min,
    max: min + more,
  })),
  fc.constant({ type: 'boolean' as const, flag: '--flag' }),
  fc.constant({ type: 'text' as const, pattern: '[\\s\\S]*', max_length: 50 }),
);
const params = fc.record({ a: param, b: param, c: param });
const values = fc.record(
  Object.fromEntries(
    NAMES.map((name) => [name, fc.oneof(nasty, fc.integer({ min: -9, max: 9 }), fc.boolean())]),
  ),
);

describe('the arguments of a host command', () => {
  it('become at most one argument each, whatever is filled in', () => {
    fc.assert(
      fc.property(args, nasty, nasty, fc.option(nasty), (written, a, b, c) => {
        const values: ArgumentValues = { a, b, c };
        const template = parseArgumentTemplate(written);
        const names = template.map(({ parts }) =>
          parts.flatMap((part) => ('param' in part ? [part.param] : [])),
        );
        fc.pre(names.flat().every((name) => name in values));
        const left = names.filter((used) => used.every((name) => values[name] !== null));
        expect(fillArguments(template, values)).toHaveLength(left.length);
      }),
    );
  });

  it('hold each value whole, between the text around it', () => {
    fc.assert(
      fc.property(nasty, nasty, (before, value) => {
        fc.pre(!before.includes('{') && before !== '--');
        expect(fillArguments(parseArgumentTemplate([`${before}{a}`, 'end']), { a: value })).toEqual([
          `${before}${value}`,
          'end',
        ]);
      }),
    );
  });

  it('are not read again: a value with braces stays what it is', () => {
    expect(fillArguments(parseArgumentTemplate(['{a}', '{b}']), { a: '{b}', b: 'x' })).toEqual(['{b}', 'x']);
    expect(fillArguments(parseArgumentTemplate(['--format={{.Names}}', '{{a}}']), { a: 'x' })).toEqual([
      '--format={{.Names}}',
      '{{a}}',
    ]);
  });

  it('never let a value begin an option, for any command the settings accept and any values the schema accepts', () => {
    let ran = 0;
    fc.assert(
      fc.property(args, params, values, (written, declared, typed) => {
        const used = new Set(
          parseArgumentTemplate(written).flatMap(({ parts }) =>
            parts.flatMap((part) => ('param' in part ? [part.param] : [])),
          ),
        );
        const section = {
          id: 'host.x',
          title: 'X',
          file: '/usr/bin/x',
          args: written,
          params: Object.fromEntries(Object.entries(declared).filter(([name]) => used.has(name))),
        };
        fc.pre(hostCommandProblems(section).length === 0);
        const command = hostCommand(section);
        const parsed = z.safeParse(
          command.params,
          Object.fromEntries(Object.keys(section.params).map((name) => [name, typed[name]])),
        );
        fc.pre(parsed.success);
        const input = command.resolve(parsed.data, { services: new SomeServices([]) } as never);
        const template = parseArgumentTemplate(written);
        const kept = template.filter(
          ({ parts }) =>
            !parts.some(
              (part) =>
                'param' in part &&
                section.params[part.param]?.type === 'boolean' &&
                parsed.data[part.param] !== true,
            ),
        );
        expect(input.args).toHaveLength(kept.length);
        for (const [index, { parts, afterOptions }] of kept.entries()) {
          const [first] = parts;
          const isFlag =
            first !== undefined && 'param' in first && section.params[first.param]?.type === 'boolean';
          if (afterOptions || isFlag || first === undefined || 'text' in first) continue;
          ran += 1;
          expect(input.args[index]).not.toMatch(/^-/);
        }
      }),
      { numRuns: 3_000, maxSkipsPerRun: 1_000 },
    );
    expect(ran).toBeGreaterThan(50); // the property was really put to the test
  });
});
