import type { LabEngine } from './engine.ts';
import { importImage, versionOfBusybox } from './images.ts';

/** What the healthcheck of a health image says. */
export type LabHealth = 'ok' | 'fail';

/** Decided by the file if there is one, by the environment otherwise. */
const HEALTH_FILE = '/tmp/lab-health';
const HEALTH_VARIABLE = 'LAB_HEALTH';
const HEALTH_SCRIPT = `#!/bin/sh
health=$(cat ${HEALTH_FILE} 2>/dev/null || echo "$${HEALTH_VARIABLE}")
echo "the lab says: $health"
[ "$health" = ok ]
`;

/** One second between checks, and one failure is enough: a test sees `unhealthy` after about a second. */
const HEALTHCHECK = 'HEALTHCHECK --interval=1s --timeout=2s --retries=1 CMD ["lab-health"]';

/**
 * Loads an image with a healthcheck that passes or fails from the start. A container may be started with another
 * `LAB_HEALTH` in its environment, and `setHealth` changes a running one.
 */
export async function loadHealthImage(
  engine: LabEngine,
  reference: string,
  health: LabHealth = 'ok',
): Promise<void> {
  const base = versionOfBusybox(reference, reference);
  await importImage(engine, {
    ...base,
    entries: [
      ...(base.entries ?? []),
      { kind: 'file', path: 'bin/lab-health', content: HEALTH_SCRIPT, mode: 0o755 },
    ],
    changes: [...(base.changes ?? []), `ENV ${HEALTH_VARIABLE}=${health}`, HEALTHCHECK],
  });
}

/** Makes a running container of a health image pass or fail from its next check on. */
export async function setHealth(engine: LabEngine, container: string, health: LabHealth): Promise<void> {
  const result = await engine.docker(['exec', container, 'sh', '-c', `echo ${health} > ${HEALTH_FILE}`]);
  if (result.code !== 0) throw new Error(`could not set the health of ${container}: ${result.stderr.trim()}`);
}
