import type { OperationStatus } from '#shared/operation';
import type { StatusLook } from '../../ui/status/status';

const LOOKS: Readonly<Record<OperationStatus, StatusLook>> = {
  queued: { glyph: 'is-waiting', word: 'Queued', tone: 'off' },
  running: { glyph: 'is-starting', word: 'Running', tone: 'accent' },
  succeeded: { glyph: 'is-ok', word: 'Succeeded', tone: 'ok' },
  failed: { glyph: 'is-bad', word: 'Failed', tone: 'bad' },
  timed_out: { glyph: 'is-bad', word: 'Timed out', tone: 'bad' },
  cancelled: { glyph: 'is-cancelled', word: 'Cancelled', tone: 'off' },
  interrupted: { glyph: 'is-warn', word: 'Interrupted', tone: 'warn' },
  refused: { glyph: 'lock', word: 'Refused', tone: 'warn' },
};

export function operationLookOf(status: OperationStatus): StatusLook {
  return LOOKS[status];
}
