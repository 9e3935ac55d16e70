import type { AccountActor } from '#shared/events/auth-events';
import type { DomainEventMap } from '#shared/events/domain-event-map';
import type { AuditFact } from '../audit-trail.ts';
import type { Recipes } from './decision.ts';

type Details = AuditFact['details'];

/** Every event that is recorded, with the entry it becomes. */
export const AUDIT_RECIPES = {
  'auth.signed-in': (event) => byOwner('auth.signed-in', event, { knownDevice: event.knownDevice }),
  'auth.signed-out': (event) => byOwner('auth.signed-out', event),
  'auth.login-failed': ({ username, address, reason }) => ({
    ...{ actor: username, actorId: null, address, operationId: null },
    ...{ action: 'auth.login-failed', target: username },
    outcome: reason === 'too_many_attempts' ? 'refused' : 'failed',
    details: { reason },
  }),
  'auth.password-changed': (event) => byOwner('auth.password-changed', event),
  'auth.password-change-failed': (event) => ({
    ...byOwner('auth.password-change-failed', event, { reason: event.reason }),
    outcome: event.reason === 'too_many_attempts' ? 'refused' : 'failed',
  }),
  'auth.password-reset': (event) => toAccount('auth.password-reset', event),
  'auth.account-created': (event) => toAccount('auth.account-created', event, { role: event.role }),
  'auth.account-disabled': (event) => toAccount('auth.account-disabled', event),
  'auth.account-enabled': (event) => toAccount('auth.account-enabled', event),
  'auth.role-changed': (event) =>
    toAccount('auth.role-changed', event, { role: event.role, previousRole: event.previousRole }),
} satisfies Recipes<DomainEventMap>;

interface Account {
  readonly userId: string;
  readonly username: string;
}

/** What people do with their own account. */
function byOwner(
  action: string,
  { userId, username, address }: Account & { readonly address: string },
  details: Details = {},
): AuditFact {
  return {
    ...{ actor: username, actorId: userId, address, operationId: null },
    ...{ action, target: username, outcome: 'succeeded', details },
  };
}

/** What is done to an account by somebody else. */
function toAccount(
  action: string,
  { userId, username, actor, actorId, address, osUser }: Account & AccountActor,
  details: Details = {},
): AuditFact {
  return {
    ...{ actor, actorId, address, operationId: null },
    ...{ action, target: username, outcome: 'succeeded' },
    details: { userId, ...details, ...(osUser === null ? {} : { osUser }) },
  };
}
