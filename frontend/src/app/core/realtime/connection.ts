/** The state of the live connection to the server. Times are the server's, in milliseconds since 1970. */
export type Connection =
  | { readonly status: 'connecting' }
  | { readonly status: 'open' }
  | { readonly status: 'waiting'; readonly retryAt: number };
