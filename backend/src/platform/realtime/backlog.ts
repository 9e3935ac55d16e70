import type { AppSocket } from './socket-data.ts';

/**
 * What waits for one socket at the most before it is closed. A browser tab that stops reading must not fill
 * our memory; it reconnects and asks for a fresh snapshot, so nothing is lost.
 */
const WAITING_MAX_BYTES = 4 * 1024 * 1024;
const WAITING_MAX_PACKETS = 1_000;

interface Waiting {
  packets: number;
  bytes: number;
}

/** Counts what has been handed to a connection and not yet taken by it. */
export class Backlog {
  private readonly waiting = new WeakMap<AppSocket['conn'], Waiting>();

  watch({ conn }: AppSocket): void {
    const waiting: Waiting = { packets: 0, bytes: 0 };
    this.waiting.set(conn, waiting);
    conn.on('packetCreate', ({ data }: { readonly data?: unknown }) => {
      waiting.packets += 1;
      waiting.bytes += typeof data === 'string' ? data.length : 0;
    });
    // Emitted when the connection has taken all that waited; it takes nothing while the other side does not read.
    conn.on('flush', () => {
      waiting.packets = 0;
      waiting.bytes = 0;
    });
  }

  isOverBudget({ conn }: AppSocket): boolean {
    const waiting = this.waiting.get(conn);
    return (
      waiting !== undefined && (waiting.packets > WAITING_MAX_PACKETS || waiting.bytes > WAITING_MAX_BYTES)
    );
  }
}
