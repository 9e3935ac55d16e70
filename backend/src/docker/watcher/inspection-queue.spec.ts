import { describe, expect, it } from '@jest/globals';
import { Subject } from 'rxjs';
import type { ContainerFacts } from '../container-facts.ts';
import type { ContainerId } from '../container-id.ts';
import { aContainer, anId } from '../testing/a-container.ts';
import { type Inspection, inspectOnRequest } from './inspection-queue.ts';

/** An engine whose answers the test gives, one by one. */
function slowEngine() {
  const calls: {
    id: ContainerId;
    answer: (facts: ContainerFacts | null) => Promise<void>;
    fail: (error: Error) => Promise<void>;
  }[] = [];
  const inspect = async (id: ContainerId) =>
    new Promise<ContainerFacts | null>((resolve, reject) => {
      const settle = async (act: () => void) => {
        act();
        await new Promise(setImmediate);
      };
      calls.push({
        id,
        answer: async (facts) =>
          settle(() => {
            resolve(facts);
          }),
        fail: async (error) =>
          settle(() => {
            reject(error);
          }),
      });
    });
  return { calls, inspect };
}

function start(concurrency: number) {
  const engine = slowEngine();
  const requested = new Subject<ContainerId>();
  const seen: Inspection[] = [];
  const errors: unknown[] = [];
  const subscription = inspectOnRequest(requested, engine.inspect, concurrency).subscribe({
    next: (inspection) => seen.push(inspection),
    error: (error: unknown) => errors.push(error),
  });
  return { ...engine, requested, seen, errors, subscription };
}

describe('inspectOnRequest', () => {
  it('inspects a container once for a burst of requests before it starts', () => {
    const { calls, requested } = start(1);
    const [blocker, id] = [anId(), anId()];
    requested.next(blocker);
    for (let i = 0; i < 100; i += 1) requested.next(id);
    expect(calls.map((call) => call.id)).toEqual([blocker]);
  });

  it('inspects again what was asked for while it was being inspected', async () => {
    const { calls, requested, seen } = start(4);
    const container = aContainer();
    requested.next(container.id);
    requested.next(container.id);
    expect(calls).toHaveLength(1);
    await calls[0]?.answer(container);
    expect(calls).toHaveLength(2);
    await calls[1]?.answer({ ...container, state: 'exited' });
    expect(seen.map(({ facts, more }) => [facts?.state, more])).toEqual([
      ['running', true],
      ['exited', false],
    ]);
  });

  it('keeps to its concurrency', async () => {
    const { calls, requested } = start(2);
    for (let i = 0; i < 5; i += 1) requested.next(anId());
    expect(calls).toHaveLength(2);
    await calls[0]?.answer(null);
    expect(calls).toHaveLength(3);
  });

  it('fails as a whole if one call fails', async () => {
    const { calls, requested, errors } = start(2);
    requested.next(anId());
    await calls[0]?.fail(new Error('gone'));
    expect(errors).toEqual([new Error('gone')]);
  });

  it('starts nothing more once nobody listens', async () => {
    const { calls, requested, subscription } = start(1);
    requested.next(anId());
    requested.next(anId());
    subscription.unsubscribe();
    await calls[0]?.answer(null);
    expect(calls).toHaveLength(1);
  });
});
