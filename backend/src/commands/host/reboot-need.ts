import type { RebootNeed } from '../host-probe.ts';
import { compareKernels, newestKernel } from './kernel-versions.ts';

/** What was found on the machine. */
export interface RebootSigns {
  readonly runningKernel: string;
  readonly installedKernels: readonly string[];
  /** Of `/run/reboot-required.pkgs`; null where `/run/reboot-required` is not there. */
  readonly packages: readonly string[] | null;
  /** Whether what was looked at is the machine, and not a container's own files. */
  readonly sawTheMachine: boolean;
}

const BLIND =
  'This program runs in a container and sees only its own files. Mount the machine’s root folder, read-only, and name it in the settings file: host: { root: /host }.';
const NOTHING_TO_COMPARE =
  'The machine keeps no list of updates that wait for a reboot, and none of its installed kernels can be compared with the running one.';

/** Says yes or no only where there is something to say it from. */
export function rebootNeed({
  runningKernel,
  installedKernels,
  packages,
  sawTheMachine,
}: RebootSigns): RebootNeed {
  if (!sawTheMachine) return { required: null, because: [BLIND], runningKernel, newestKernel: null };
  const newest = newestKernel(runningKernel, installedKernels);
  const newer = newest !== null && compareKernels(newest, runningKernel) > 0;
  const because = [
    ...(newer ? [`kernel ${newest} is installed, ${runningKernel} is running`] : []),
    ...(packages?.length === 0 ? ['an update asked for it'] : []),
    ...(packages ?? []).map((name) => `${name} was updated`),
  ];
  if (because.length > 0) return { required: true, because, runningKernel, newestKernel: newest };
  return newest === null
    ? { required: null, because: [NOTHING_TO_COMPARE], runningKernel, newestKernel: null }
    : { required: false, because: [], runningKernel, newestKernel: newest };
}
