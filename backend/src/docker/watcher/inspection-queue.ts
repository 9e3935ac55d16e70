import { Observable } from 'rxjs';
import type { ContainerFacts } from '../container-facts.ts';
import type { ContainerId } from '../container-id.ts';

export interface Inspection {
  readonly id: ContainerId;
  /** Null if the container is gone. */
  readonly facts: ContainerFacts | null;
  /** Whether others are still under way or waiting. */
  readonly more: boolean;
}

/**
 * Inspects containers as they are asked for: a few at a time, never the same one twice at once, and once more
 * if it was asked for while it was being inspected (the answer may have been made before the change).
 *
 * @param requested$ ids as changes are heard of; bursts are welcome
 * @param inspect one call to the engine; its failure is the failure of the whole
 * @param concurrency calls under way at once at the most
 */
export function inspectOnRequest(
  requested$: Observable<ContainerId>,
  inspect: (id: ContainerId) => Promise<ContainerFacts | null>,
  concurrency: number,
): Observable<Inspection> {
  return new Observable((subscriber) => {
    const waiting = new Set<ContainerId>();
    const running = new Set<ContainerId>();

    const startNext = (): void => {
      for (const id of waiting) {
        if (subscriber.closed || running.size >= concurrency) return;
        if (running.has(id)) continue;
        waiting.delete(id);
        running.add(id);
        inspect(id).then(
          (facts) => {
            running.delete(id);
            subscriber.next({ id, facts, more: waiting.size + running.size > 0 });
            startNext();
          },
          (error: unknown) => {
            subscriber.error(error);
          },
        );
      }
    };

    return requested$.subscribe({
      next: (id) => {
        waiting.add(id);
        startNext();
      },
      error: (error: unknown) => {
        subscriber.error(error);
      },
    });
  });
}
