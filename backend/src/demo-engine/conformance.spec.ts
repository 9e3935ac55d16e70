import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CONFORMANCE_PROBES, runProbe, type ConformanceSubjects } from './conformance.ts';
import { SpecEngines, type SpecEngine } from './spec-client.ts';
import { DEMO_VERSIONS } from './wire/profile.ts';

const SUBJECTS: ConformanceSubjects = {
  running: 'conform-running',
  terminal: 'conform-terminal',
  finished: 'conform-finished',
  spare: 'conform-spare',
  image: 'redis:8',
  pullable: { name: 'traefik', tag: 'v3.6' },
  volume: 'paperless_pgdata',
};

function prepare({ lab }: SpecEngine): void {
  const healthcheck = {
    test: ['CMD', 'true'],
    intervalSeconds: 1,
    timeoutSeconds: 1,
    startPeriodSeconds: 0,
    retries: 2,
  };
  lab.add({ name: SUBJECTS.running, image: 'redis:8', healthcheck });
  lab.add({ name: SUBJECTS.terminal, image: 'redis:8', tty: true });
  lab.add({ name: SUBJECTS.finished, image: 'redis:8' });
  lab.add({ name: SUBJECTS.spare, image: 'redis:8' });
  for (let line = 0; line < 6; line += 1) {
    lab.log(SUBJECTS.running, `out ${line}`);
    lab.log(SUBJECTS.running, `err ${line}`, 'stderr');
  }
  lab.log(SUBJECTS.terminal, 'grüße');
  lab.log(SUBJECTS.finished, 'done');
  lab.crash(SUBJECTS.finished, { exitCode: 0 });
}

describe(`as the engines ${DEMO_VERSIONS.join(', ')}`, () => {
  const engines = new SpecEngines();
  let started: readonly SpecEngine[] = [];
  beforeAll(async () => {
    started = await Promise.all(DEMO_VERSIONS.map((version) => engines.start({ version })));
    started.forEach(prepare);
  });
  afterAll(async () => {
    await engines.close();
    engines.remove();
  });

  it.each(CONFORMANCE_PROBES)(
    '$name',
    async (probe) => {
      const problems = await Promise.all(
        started.map(({ engine }) => runProbe(engine.socketPath, probe, SUBJECTS)),
      );
      expect(problems).toEqual(DEMO_VERSIONS.map(() => []));
    },
    20_000,
  );
});
