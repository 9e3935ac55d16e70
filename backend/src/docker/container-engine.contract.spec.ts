import { DemoWorld } from './testing/demo-world.ts';
import { describeEngineContract } from './testing/engine-contract.ts';
import { FakeWorld } from './testing/fake-world.ts';

describeEngineContract('the fake engine', async () => Promise.resolve(new FakeWorld()));
describeEngineContract('the demo engine', async () => DemoWorld.open());
