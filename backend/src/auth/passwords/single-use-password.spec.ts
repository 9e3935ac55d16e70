import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { NewPassword } from '#shared/auth';
import { makeSingleUsePassword } from './single-use-password.ts';

describe('makeSingleUsePassword', () => {
  it('can be read off a terminal', () => {
    expect(makeSingleUsePassword()).toMatch(/^([2-9a-hjkmnp-z]{5}-){3}[2-9a-hjkmnp-z]{5}$/);
  });

  it('has at least 90 bits', () => {
    const passwords = Array.from({ length: 2_000 }, makeSingleUsePassword).join('').replaceAll('-', '');
    expect(20 * Math.log2(new Set(Array.from(passwords)).size)).toBeGreaterThan(90);
  });

  it('is fit to be a password', () => {
    expect(z.safeParse(NewPassword, makeSingleUsePassword()).success).toBe(true);
  });
});
