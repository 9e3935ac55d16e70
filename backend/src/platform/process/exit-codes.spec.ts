import { describe, expect, it } from '@jest/globals';
import { ConfigurationInvalid } from '../config/configuration-invalid.ts';
import { DatabaseTooNew } from '../database/database-errors.ts';
import { BusNotReady } from '../events/event-bus-errors.ts';
import { NotFound } from '../errors/request-errors.ts';
import { failureOf } from './exit-codes.ts';

const listenError = (code: string) =>
  Object.assign(new Error(`listen ${code}`), { code, syscall: 'listen', address: '127.0.0.1', port: 7420 });

describe('failureOf', () => {
  it.each<[string, unknown, number, string]>([
    [
      'a wrong configuration',
      new ConfigurationInvalid([{ where: 'X', message: 'is wrong' }]),
      2,
      'X: is wrong',
    ],
    ['what the person can mend', new NotFound('There is no such thing.'), 2, 'There is no such thing.'],
    ['what is not available', new DatabaseTooNew(['Future']), 3, 'newer release'],
    ['a port in use', listenError('EADDRINUSE'), 3, 'Another program is listening on 127.0.0.1:7420'],
    ['a port for the mighty', listenError('EACCES'), 3, 'This user may not listen on 127.0.0.1:7420'],
    ['an address of another machine', listenError('EADDRNOTAVAIL'), 3, 'no address 127.0.0.1'],
    [
      'anything else about listening',
      listenError('EINVAL'),
      3,
      'cannot listen on 127.0.0.1:7420: listen EINVAL',
    ],
    ['a defect of ours', new BusNotReady('x'), 1, 'before the listeners'],
    ['a defect of anybody, with its stack', new TypeError('x is not a function'), 1, 'exit-codes.spec.ts'],
    ['not even an error', 'just text', 1, 'just text'],
  ])('ends a process with the code of %s', (_what, error, exitCode, message) => {
    const failure = failureOf(error);
    expect(failure.exitCode).toBe(exitCode);
    expect(failure.message).toContain(message);
  });
});
