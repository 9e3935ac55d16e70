/** What `docker compose` says, line by line. */
export type ComposeEvent =
  | {
      readonly kind: 'progress';
      /** A container, network or volume by name, an image by its service, or a layer. */
      readonly id: string;
      readonly parent: string | null;
      /** In compose's words: `Creating`, `Pulled`, `Downloading`. */
      readonly state: string;
      readonly current: number | null;
      readonly total: number | null;
      /** What it says beyond the state, such as why something failed. */
      readonly detail: string | null;
    }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'log'; readonly level: string; readonly message: string }
  | { readonly kind: 'text'; readonly text: string };
