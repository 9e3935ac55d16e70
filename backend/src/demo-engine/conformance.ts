import { ACTION_PROBES } from './conformance/action-probes.ts';
import { CONTAINER_PROBES } from './conformance/container-probes.ts';
import { IMAGE_PROBES } from './conformance/image-probes.ts';
import { LOG_PROBES } from './conformance/log-probes.ts';
import { type ConformanceProbe } from './conformance/probe.ts';
import { SYSTEM_PROBES } from './conformance/system-probes.ts';

export { runProbe, type ConformanceProbe, type ConformanceSubjects } from './conformance/probe.ts';

/**
 * What every engine does, the demo engine and real ones from 20.10 on. For a contract suite: run them in this order, one
 * after another, on an engine on which nobody else acts; each returns what is wrong.
 */
export const CONFORMANCE_PROBES: readonly ConformanceProbe[] = [
  ...SYSTEM_PROBES,
  ...CONTAINER_PROBES,
  ...LOG_PROBES,
  ...IMAGE_PROBES,
  ...ACTION_PROBES,
];
