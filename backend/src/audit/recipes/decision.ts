import type { AuditFact } from '../audit-trail.ts';

/** What an event says, as an entry of the trail. */
export type Recipe<P> = (payload: P) => AuditFact;

/** The events of `M` that are recorded. */
export type Recipes<M> = { readonly [N in keyof M]?: Recipe<M[N]> };

/**
 * The events of `M` that are not recorded, each with the reason. Every event has to be here or among the recipes
 * `R`, and none in both: a new event does not compile until somebody has decided.
 */
export type Unaudited<M, R extends Recipes<M>> = Readonly<Record<Exclude<keyof M, keyof R>, string>>;
