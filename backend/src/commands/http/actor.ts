import type { Principal } from '../../platform/access/principal.ts';
import type { CommandActor } from '../pipeline/command-request.ts';

/** A signed-in person as whoever wants something done. */
export function actorOf({ user }: Principal, address: string): CommandActor {
  return { name: user.username, id: user.id, role: user.role, address };
}
