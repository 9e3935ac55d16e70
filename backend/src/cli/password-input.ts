import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { NewPassword } from '#shared/auth';
import { parseRequest } from '../platform/errors/parse.ts';
import { PasswordsDiffer, PromptCancelled } from './cli-errors.ts';
import { type CliSurroundings } from './cli-surroundings.ts';

const Input = z.object({ password: NewPassword });

/**
 * Gets a new password from where no other process can read it: standard input or the keyboard, never the
 * command line.
 *
 * @returns null if one is to be made
 * @throws InvalidRequest if it is not fit to be a password; PasswordsDiffer, PromptCancelled
 */
export async function readNewPassword(
  surroundings: CliSurroundings,
  fromStdin: boolean,
): Promise<string | null> {
  const { stdin } = surroundings;
  if (fromStdin) return checked((await text(stdin)).replace(/\r?\n$/, ''));
  if (stdin.isTTY !== true) return null;
  const password = await askUnseen(surroundings, 'New password (leave empty to have one made): ');
  if (password === '') return null;
  if ((await askUnseen(surroundings, 'The same again: ')) !== password) throw new PasswordsDiffer();
  return checked(password);
}

function checked(password: string): string {
  return parseRequest(Input, { password }).password;
}

/** Asks without showing what is typed. */
async function askUnseen({ stdin, stderr }: CliSurroundings, question: string): Promise<string> {
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const prompt = createInterface({ input: stdin, output: nowhere, terminal: true });
  stderr.write(question);
  try {
    return await new Promise<string>((resolve, reject) => {
      prompt.once('close', () => {
        reject(new PromptCancelled()); // after an answer, this comes too late to matter
      });
      prompt.question('').then(resolve, reject);
    });
  } finally {
    prompt.close();
    stderr.write('\n');
  }
}
