import { EngineRefusal } from './engine-refusal.ts';
import { type Fleet } from './fleet.ts';

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** Throws, as the engine does, unless a container may have this name. */
export function requireFreeName(fleet: Fleet, name: string): void {
  if (!NAME.test(name)) {
    throw EngineRefusal.badRequest(
      `Invalid container name (/${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`,
    );
  }
  const owner = fleet.byName(name);
  if (owner === undefined) return;
  throw EngineRefusal.conflict(
    `Conflict. The container name "/${name}" is already in use by container "${owner.id}". ` +
      'You have to remove (or rename) that container to be able to reuse that name.',
  );
}
