import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LabEngine, startEngine } from '../../../e2e/lab/engine.ts';
import { loadHealthImage } from '../../../e2e/lab/health-images.ts';
import { importImage, loadBusybox, versionOfBusybox } from '../../../e2e/lab/images.ts';
import { findEngines } from '../../../e2e/lab/installations.ts';
import { type LabRegistry, startRegistry } from '../../../e2e/lab/registry.ts';
import { CONFORMANCE_PROBES, type ConformanceSubjects, runProbe } from './conformance.ts';

const TIMEOUT_MS = 120_000;

/** What the running container says: six lines to each stream. */
const TALK = 'for i in 0 1 2 3 4 5; do echo "out $i"; echo "err $i" >&2; done; exec lab-idle';

/** Makes what the probes ask about, with the engine's own client. */
async function prepare(engine: LabEngine, registry: LabRegistry): Promise<ConformanceSubjects> {
  const run = async (...args: readonly string[]): Promise<void> => {
    const { code, stderr } = await engine.docker(args);
    if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`);
  };
  const travelling = `${registry.hostPort}/lab/travelling`;
  await loadBusybox(engine);
  await loadHealthImage(engine, 'lab/health:1');
  await importImage(engine, versionOfBusybox(`${travelling}:1`, 'travelling'));
  await run('push', `${travelling}:1`);
  await run('rmi', `${travelling}:1`);
  await run('volume', 'create', 'conform-volume');
  await run('run', '-d', '--name', 'conform-running', 'lab/health:1', 'sh', '-c', TALK);
  await run(
    'run',
    '-d',
    '-t',
    '--name',
    'conform-terminal',
    'lab/busybox:1',
    'sh',
    '-c',
    'echo grüße; exec lab-idle',
  );
  await run('run', '--name', 'conform-finished', 'lab/busybox:1', 'echo', 'done');
  await run('run', '-d', '--name', 'conform-spare', 'lab/busybox:1');
  return {
    running: 'conform-running',
    terminal: 'conform-terminal',
    finished: 'conform-finished',
    spare: 'conform-spare',
    image: 'lab/busybox:1',
    pullable: { name: travelling, tag: '1' },
    volume: 'conform-volume',
  };
}

/** The probes the demo engine passes, on the engines it pretends to be. */
for (const installation of await findEngines()) {
  describe(`Docker ${installation.version} does what the demo engine does`, () => {
    let engine: LabEngine;
    let registry: LabRegistry;
    let subjects: ConformanceSubjects;

    beforeAll(async () => {
      registry = await startRegistry();
      engine = await startEngine(installation, { registryPort: registry.port });
      subjects = await prepare(engine, registry);
    }, TIMEOUT_MS);

    afterAll(async () => {
      await engine.destroy();
      await registry.stop();
    }, TIMEOUT_MS);

    it.each(CONFORMANCE_PROBES)(
      '$name',
      async (probe) => {
        expect(await runProbe(engine.socketPath, probe, subjects)).toEqual([]);
      },
      TIMEOUT_MS,
    );
  });
}
