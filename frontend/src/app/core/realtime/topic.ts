import type * as z from 'zod/mini';
import type { ClientEvents, ServerEvents } from '#shared/socket';
import type { Reducer, Refusal, Sequenced } from './follow';

/** The little of a socket that is used here, so that tests can stand in for it. */
export interface RealtimeSocket {
  on(event: string, listener: (payload: unknown) => void): unknown;
  off(event: string, listener: (payload: unknown) => void): unknown;
  timeout(ms: number): { emitWithAck(event: string, ...payload: readonly unknown[]): Promise<unknown> };
  disconnect(): unknown;
}

/** A topic of the server: what is asked for, what follows, and what both amount to. */
export interface Topic<S extends Sequenced, D extends Sequenced, T> extends Reducer<S, D, T> {
  readonly watch: keyof ClientEvents;
  readonly snapshot: z.ZodMiniType<S>;
  readonly changed: keyof ServerEvents;
  readonly delta: z.ZodMiniType<D>;
}

/** What is known of a topic. Once there is a value, it stays: how old it is is for others to say. */
export type Watched<T> =
  | { readonly status: 'waiting' }
  | { readonly status: 'refused'; readonly refusal: Refusal }
  | { readonly status: 'known'; readonly value: T };
