import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { fieldsOf, type ParamField, paramsOf, problemOf } from './param-fields';

const schema = z.toJSONSchema(
  z.strictObject({
    disk: z.enum(['sda', 'sdb']),
    keepDays: z.int().check(z.minimum(1), z.maximum(365)),
    label: z.optional(z.string().check(z.regex(/^[a-z]+$/), z.maxLength(8))),
    dryRun: z._default(z.boolean(), true),
  }),
  { io: 'input' },
);
const fields = fieldsOf(schema);
const field = (name: string): ParamField => {
  const found = fields.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no field ${name}.`);
  return found;
};

describe('fieldsOf', () => {
  it('makes a field of each parameter', () => {
    expect(
      fields.map(({ name, kind, label, required, initial }) => [name, kind, label, required, initial]),
    ).toEqual([
      ['disk', 'choice', 'Disk', true, ''],
      ['keepDays', 'number', 'Keep days', true, ''],
      ['label', 'text', 'Label', false, ''],
      ['dryRun', 'switch', 'Dry run', false, 'true'],
    ]);
  });

  it('knows what comes from the live directory', () => {
    expect(fieldsOf({ properties: { service: { type: 'string', 'x-source': 'service' } } })[0]).toMatchObject(
      {
        kind: 'source',
        source: 'service',
      },
    );
  });

  it('has no field where there is nothing to ask', () => {
    expect(fieldsOf({ type: 'object', properties: {} })).toEqual([]);
    expect(fieldsOf({ type: 'object' })).toEqual([]);
  });
});

describe('problemOf', () => {
  it('says what is missing', () => {
    expect(problemOf(field('disk'), '')).toBe('Choose a value.');
    expect(problemOf(field('keepDays'), '')).toBe('Enter a value.');
    expect(problemOf(field('label'), '')).toBeNull();
  });

  it('checks numbers as the server will', () => {
    expect(problemOf(field('keepDays'), '2.5')).toBe('Enter a whole number.');
    expect(problemOf(field('keepDays'), '0')).toBe('The least is 1.');
    expect(problemOf(field('keepDays'), '366')).toBe('The most is 365.');
    expect(problemOf(field('keepDays'), 'x')).toBe('Enter a number.');
    expect(problemOf(field('keepDays'), '30')).toBeNull();
  });

  it('checks text as the server will', () => {
    expect(problemOf(field('label'), 'NO')).toMatch(/^Does not fit/);
    expect(problemOf(field('label'), 'abcdefghi')).toBe('At most 8 characters.');
    expect(problemOf(field('label'), 'abc')).toBeNull();
  });
});

describe('paramsOf', () => {
  it('gives each value its type and leaves out what is empty', () => {
    expect(paramsOf(fields, { disk: 'sda', keepDays: '30', label: '', dryRun: 'false' })).toEqual({
      disk: 'sda',
      keepDays: 30,
      dryRun: false,
    });
    expect(paramsOf(fields, {})).toEqual({ dryRun: true });
  });
});
