import type { SessionEndReason } from '#shared/socket';
import { type EventBus } from '../../platform/events/event-bus.ts';

/** Publishes that sessions have ended, if any have. After the commit. */
export function announceEnded(bus: EventBus, sessionIds: readonly string[], reason: SessionEndReason): void {
  if (sessionIds.length > 0) bus.publish('auth.sessions-ended', { sessionIds, reason });
}
