import type { Draft } from './tracker/draft.ts';

/** An operation that ran around the time of a change. */
export interface RunningThen {
  readonly id: string;
  readonly command: string;
  readonly target: string | null;
  readonly actor: string;
  /** The keys of the services it touches. */
  readonly services: readonly string[];
}

/** Who did it, as far as it is known. */
export interface Attribution {
  readonly actor: string;
  readonly operationId: string | null;
  readonly known: string;
}

/** Commands of this area bring images here; they do not touch a container. */
const TOUCHES_NO_CONTAINER = 'docker.';

/**
 * Finds out who caused a change. Only an operation that was running on the very service counts as its cause;
 * where something ran that could have done anything, or nobody was watching, it is not known.
 *
 * @param running the operations that ran at that time, newest first; none that only read
 */
export function attribute(draft: Draft, running: readonly RunningThen[]): Attribution {
  const own = running.find((operation) => touches(operation, draft.service));
  if (own !== undefined) {
    return {
      actor: own.actor,
      operationId: own.id,
      known: `The operation ${own.command} was running on it.`,
    };
  }
  if (!draft.observed) {
    return {
      actor: 'unknown',
      operationId: null,
      known: 'Found when the engine was listed again after nobody had watched. Who did it is not known.',
    };
  }
  const opaque = running.find(
    ({ command, services }) => services.length === 0 && !command.startsWith(TOUCHES_NO_CONTAINER),
  );
  if (opaque !== undefined) {
    return {
      actor: 'unknown',
      operationId: null,
      known: `The operation ${opaque.command} was running at that time. Whether it did this is not known.`,
    };
  }
  return {
    actor: 'outside',
    operationId: null,
    known: 'The engine reported it as it happened. No operation of this program was running on it.',
  };
}

function touches({ services, target, command }: RunningThen, service: string | null): boolean {
  if (service === null || command.startsWith(TOUCHES_NO_CONTAINER)) return false;
  const project = service.slice(0, service.indexOf('/'));
  return services.includes(service) || target === service || target === project;
}
