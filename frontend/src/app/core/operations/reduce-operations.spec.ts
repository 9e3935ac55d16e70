import { describe, expect, it } from '@jest/globals';
import { operationWith } from '../../../testing/operations';
import {
  beginOperations,
  NO_OPERATIONS,
  type Operations,
  reduceOperations,
  withHeard,
} from './reduce-operations';

const ids = (operations: ReadonlyMap<string, unknown>): readonly string[] => [...operations.keys()];
const run = (operations: Operations, id: string, status: 'running' | 'succeeded'): Operations =>
  reduceOperations(operations, { seq: 1, operation: operationWith({ id, status }) });

describe('reduceOperations', () => {
  it('keeps what runs and what ended last apart', () => {
    const after = run(run(run(NO_OPERATIONS, 'a', 'running'), 'b', 'running'), 'a', 'succeeded');
    expect(ids(after.active)).toEqual(['b']);
    expect(ids(after.ended)).toEqual(['a']);
  });

  it('remembers how operations ended across a new snapshot, and not for ever', () => {
    const ended = Array.from({ length: 60 }, (_, index) => `op-${index}`).reduce(
      (operations, id) => run(operations, id, 'succeeded'),
      NO_OPERATIONS,
    );
    const after = beginOperations({ seq: 1, operations: [operationWith({ id: 'new' })] }, ended);
    expect(ids(after.active)).toEqual(['new']);
    expect(after.ended.size).toBe(50);
    expect(after.ended.has('op-59')).toBe(true);
  });
});

describe('withHeard', () => {
  it('adds what only the answer has told', () => {
    expect(ids(withHeard(NO_OPERATIONS, [operationWith({ id: 'a' })]).active)).toEqual(['a']);
  });

  it('believes the socket, which may be ahead of the answer', () => {
    const ended = run(NO_OPERATIONS, 'a', 'succeeded');
    expect(withHeard(ended, [operationWith({ id: 'a', status: 'queued' })])).toBe(ended);
    const running = run(NO_OPERATIONS, 'a', 'running');
    expect(withHeard(running, [operationWith({ id: 'a', status: 'queued' })])).toBe(running);
  });
});
