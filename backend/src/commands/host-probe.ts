/** What the machine says of itself. Sizes in bytes, times in seconds. */
export interface HostFacts {
  readonly kernel: string;
  readonly uptimeSeconds: number;
  readonly load: readonly [number, number, number];
  readonly memory: { readonly total: number; readonly available: number };
  readonly disks: readonly { readonly mount: string; readonly total: number; readonly free: number }[];
}

/** Whether a restart of the machine is due. */
export interface RebootNeed {
  /** Null where it cannot be told. */
  readonly required: boolean | null;
  /** What asks for it: packages, a newer kernel; or why it cannot be told. */
  readonly because: readonly string[];
  readonly runningKernel: string;
  /** Null where it cannot be told. */
  readonly newestKernel: string | null;
}

/** Looks at the machine. Reads files, runs nothing. */
export abstract class HostProbe {
  abstract facts(): Promise<HostFacts>;
  abstract rebootNeed(): Promise<RebootNeed>;
}
