import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { InvalidRequest } from '../platform/errors/request-errors.ts';
import { PasswordsDiffer, PromptCancelled } from './cli-errors.ts';
import { type CliSurroundings } from './cli-surroundings.ts';
import { readNewPassword } from './password-input.ts';

/** A terminal with somebody at it who types an answer to each question. */
class Keyboard {
  private readonly stdin = Object.assign(new PassThrough(), { isTTY: true });
  private readonly stderr = new PassThrough();
  shown = '';

  constructor(answers: readonly string[]) {
    const remaining = [...answers];
    this.stderr.on('data', (chunk: Buffer) => {
      this.shown += chunk.toString();
      if (chunk.toString().endsWith(': ')) setImmediate(() => this.stdin.write(remaining.shift() ?? ''));
    });
  }

  get surroundings(): CliSurroundings {
    const { stdin, stderr } = this;
    return {
      environment: {},
      stdin,
      stderr,
      stdout: new PassThrough(),
      onInterrupt: () => () => undefined,
      serve: () => Promise.resolve(),
    };
  }
}

describe('asking for a new password', () => {
  it('asks twice and shows nothing of what is typed', async () => {
    const keyboard = new Keyboard(['correct horse\r', 'correct horse\r']);
    expect(await readNewPassword(keyboard.surroundings, false)).toBe('correct horse');
    expect(keyboard.shown).toBe('New password (leave empty to have one made): \nThe same again: \n');
  });

  it('takes an empty answer for “make one”', async () => {
    expect(await readNewPassword(new Keyboard(['\r']).surroundings, false)).toBeNull();
  });

  it('refuses two that differ', async () => {
    const { surroundings } = new Keyboard(['correct horse\r', 'correct house\r']);
    await expect(readNewPassword(surroundings, false)).rejects.toThrow(PasswordsDiffer);
  });

  it('refuses one that is too short', async () => {
    const { surroundings } = new Keyboard(['short\r', 'short\r']);
    await expect(readNewPassword(surroundings, false)).rejects.toThrow(InvalidRequest);
  });

  it('ends where Ctrl+C is pressed', async () => {
    await expect(readNewPassword(new Keyboard(['\u0003']).surroundings, false)).rejects.toThrow(
      PromptCancelled,
    );
  });
});
