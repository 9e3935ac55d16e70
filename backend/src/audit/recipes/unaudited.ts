import type { DomainEventMap } from '#shared/events/domain-event-map';
import type { AUDIT_RECIPES } from './audit-recipes.ts';
import type { Unaudited } from './decision.ts';

const PIPELINE =
  'the command pipeline records request, refusal and outcome in the same transaction as the operation';
const SEEN = 'what the watcher sees, up to dozens a second; nobody of ours did it';

/** Every event that is not recorded, with the reason. */
export const UNAUDITED: Unaudited<DomainEventMap, typeof AUDIT_RECIPES> = {
  'auth.sessions-ended': 'a consequence of a sign-out, a reset or another change that is recorded itself',
  'auth.session-renewed': 'a consequence of a changed password, which is recorded itself',
  'docker.engine-changed': 'a state of the connection, for the log; nobody did it',
  'docker.services-changed': SEEN,
  'docker.attention-changed': SEEN,
  'docker.containers-seen': SEEN,
  'docker.stream-lost': 'a state of the connection, for the log; nobody did it',
  'docker.drift-found': SEEN,
  'command.operation-changed': PIPELINE,
  'command.operation-event': PIPELINE,
  'changes.appended': 'kept in the list of changes, attributed as far as it is known',
  'audit.appended': 'the entry itself',
};
