import { type DemoEndpoint } from '../http/endpoints.ts';

/** Something that goes wrong with answers, plain enough to travel as JSON. */
export type DemoFault = FaultScope &
  (
    | { /** Accepts the request and never answers. */ readonly kind: 'stall' }
    | { /** Answers later. */ readonly kind: 'delay'; readonly ms: number }
    | {
        /** Ends the connection: without a word, or after so many bytes of the body. */
        readonly kind: 'reset';
        readonly afterBodyBytes?: number;
      }
    | {
        /** Answers with this instead. */ readonly kind: 'status';
        readonly status: number;
        readonly text: string;
      }
    | {
        /** The same bytes in other pieces. */ readonly kind: 'rechunk';
        readonly how: Rechunking;
        readonly seed?: number;
      }
    | {
        /** A malformed answer; the next request gets the one of the next seed. On streams, every line is malformed. */
        readonly kind: 'garbage';
        readonly seed: number;
      }
    | { /** Things change, and no event says so. */ readonly kind: 'lost-events' }
    | {
        /** As if it were an older or newer engine. */
        readonly kind: 'api-version';
        readonly max?: string;
        readonly min?: string;
      }
  );

interface FaultScope {
  /** Where; everywhere if not given. Without meaning for lost events and versions. */
  readonly on?: readonly DemoEndpoint[];
  /** For so many requests; until it is taken back if not given. */
  readonly times?: number;
}

/** One byte a piece; everything of a moment in one piece; cut inside characters; cut anywhere. */
export type Rechunking = 'bytes' | 'merged' | 'inside-characters' | 'random';

export type FaultKind = DemoFault['kind'];
export type FaultOf<Kind extends FaultKind> = Extract<DemoFault, { readonly kind: Kind }>;
