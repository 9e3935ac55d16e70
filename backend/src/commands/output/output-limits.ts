/** How much is kept of what an operation writes. */
export interface OutputLimits {
  /** Of its beginning. */
  readonly headBytes: number;
  /** Of its end: what failed is most often said there. */
  readonly tailBytes: number;
}

export const OUTPUT_LIMITS: OutputLimits = { headBytes: 1024 * 1024, tailBytes: 4 * 1024 * 1024 };
