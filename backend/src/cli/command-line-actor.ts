import { userInfo } from 'node:os';
import type { AccountActor } from '#shared/events/auth-events';

/** Whoever runs this command, as the trail names them: the machine's own name for them is all that is known. */
export function commandLineActor(): AccountActor {
  return { actor: 'cli', actorId: null, address: null, osUser: osUser() };
}

/** A user without an entry in the machine's list of users (in a container, say) has a number only. */
function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
