// The demo engine as a process of its own, for tests: node backend/src/demo-engine/cli.ts --socket PATH [options]
import { parseArgs } from 'node:util';
import { startDemoEngine } from './demo-engine.ts';
import { DEMO_VERSIONS } from './wire/profile.ts';

const USAGE = `usage: node cli.ts --socket PATH [options]
  --containers N     N generated containers instead of the homelab
  --still            nothing changes by itself
  --seed N           another homelab's ids and future
  --engine VERSION   ${DEMO_VERSIONS.join(', ')}
  --control          answer POST /_demo/control, for tests`;

const EXIT_USAGE = 2;
const EXIT_UNAVAILABLE = 3;

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = EXIT_UNAVAILABLE;
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      socket: { type: 'string' },
      containers: { type: 'string' },
      seed: { type: 'string' },
      engine: { type: 'string' },
      still: { type: 'boolean', default: false },
      control: { type: 'boolean', default: false },
    },
  });
  const version = DEMO_VERSIONS.find((known) => known === (values.engine ?? '28.5'));
  if (values.socket === undefined || version === undefined) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = EXIT_USAGE;
    return;
  }
  const engine = await startDemoEngine({
    socketPath: values.socket,
    version,
    still: values.still,
    control: values.control,
    ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
    ...(values.containers === undefined ? {} : { containers: Number(values.containers) }),
  });
  process.stdout.write(`listening on ${engine.socketPath}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void engine.close());
}
