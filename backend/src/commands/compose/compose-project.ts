import type { ComposeProjectSettings } from '../command-settings.ts';

/** A compose project that may be run, with everything checked. */
export interface ComposeProject extends ComposeProjectSettings {
  readonly name: string;
  /** The folders its files have to lie in, symbolic links followed. */
  readonly roots: readonly string[];
  /** The docker command line. */
  readonly docker: string;
  readonly env: Readonly<Record<string, string>>;
  /** The keys of its services there are now. */
  readonly services: readonly string[];
  /** Whether this program runs in a container, and so sees only what is mounted into it. */
  readonly inContainer: boolean;
}
