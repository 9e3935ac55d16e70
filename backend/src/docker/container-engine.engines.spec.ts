import { startEngine } from '../../../e2e/lab/engine.ts';
import { loadHealthImage } from '../../../e2e/lab/health-images.ts';
import { loadBusybox } from '../../../e2e/lab/images.ts';
import { findEngines } from '../../../e2e/lab/installations.ts';
import { startRegistry } from '../../../e2e/lab/registry.ts';
import { describeEngineContract } from './testing/engine-contract.ts';
import { LabWorld } from './testing/http-world.ts';

for (const installation of await findEngines()) {
  describeEngineContract(`Docker ${installation.version}`, async () => {
    const registry = await startRegistry();
    const engine = await startEngine(installation, { registryPort: registry.port });
    await loadBusybox(engine);
    await loadHealthImage(engine, 'lab/health:1');
    return new LabWorld(engine, registry);
  });
}
