import { type Observable, Subject } from 'rxjs';
import type { AppSocket } from './socket-data.ts';

/**
 * What waits for one socket at the most before it is closed. A browser tab that stops reading must not fill
 * our memory; it reconnects and asks for a fresh snapshot, so nothing is lost.
 */
const WAITING_MAX_BYTES = 4 * 1024 * 1024;
const WAITING_MAX_PACKETS = 1_000;

/** With so little left to take a socket can be sent more: enough to be busy with until that has been made. */
const READY_BYTES = 256 * 1024;

/**
 * With so much left to take a socket is behind, until it is ready again: it is sent nothing that can be left out. So
 * far from what would close it that the largest message of that kind fits between the two.
 */
const BEHIND_BYTES = 3 * 1024 * 1024;

interface Waiting {
  packets: number;
  bytes: number;
  /** Handed to the system, which has not taken all of it. */
  underway: number;
  isBehind: boolean;
}

/** Counts what has been handed to a connection and not yet taken by it. */
export class Backlog {
  private readonly waiting = new WeakMap<AppSocket['conn'], Waiting>();
  private readonly taken = new Subject<void>();

  /** Some connection has taken what was handed to it, or is gone. */
  readonly taken$: Observable<void> = this.taken.asObservable();

  watch({ conn }: AppSocket): void {
    const waiting: Waiting = { packets: 0, bytes: 0, underway: 0, isBehind: false };
    this.waiting.set(conn, waiting);
    conn.on('packetCreate', ({ data }: { readonly data?: unknown }) => {
      waiting.packets += 1;
      waiting.bytes += typeof data === 'string' ? data.length : 0;
    });
    // Emitted when the connection has taken all that waited; it takes nothing while the other side does not read.
    conn.on('flush', () => {
      waiting.underway = waiting.bytes;
      waiting.packets = 0;
      waiting.bytes = 0;
    });
    conn.transport.on('drain', () => {
      waiting.underway = 0;
      this.taken.next();
    });
    conn.on('close', () => {
      this.taken.next();
    });
  }

  isOverBudget({ conn }: AppSocket): boolean {
    const waiting = this.waiting.get(conn);
    return (
      waiting !== undefined && (waiting.packets > WAITING_MAX_PACKETS || waiting.bytes > WAITING_MAX_BYTES)
    );
  }

  /** Whether it has so little left to take that it may be sent more. */
  isReady({ conn }: AppSocket): boolean {
    const waiting = this.waiting.get(conn);
    return waiting === undefined || waiting.bytes + waiting.underway <= READY_BYTES;
  }

  /** Whether it has so much left to take that what can be left out should be. */
  isBehind({ conn }: AppSocket): boolean {
    const waiting = this.waiting.get(conn);
    if (waiting === undefined) return false;
    const left = waiting.bytes + waiting.underway;
    waiting.isBehind = left > (waiting.isBehind ? READY_BYTES : BEHIND_BYTES);
    return waiting.isBehind;
  }
}
