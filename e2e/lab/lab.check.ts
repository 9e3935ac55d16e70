// Proves the lab itself, on every engine of this machine: node e2e/lab/lab.check.ts [--many N]
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { compose, composeVersion } from './compose.ts';
import { composeIdentity, startMany } from './containers.ts';
import { callEngine } from './engine-api.ts';
import { startEngine } from './engine.ts';
import type { LabEngine } from './engine.ts';
import { loadHealthImage, setHealth } from './health-images.ts';
import { BUSYBOX_1, BUSYBOX_2, importImage, loadBusybox, versionOfBusybox } from './images.ts';
import { findEngines, whyUnavailable } from './installations.ts';
import type { EngineInstallation } from './installations.ts';
import { findMarkedProcesses } from './marked-processes.ts';
import { startRegistry } from './registry.ts';
import { runOrThrow } from './run-process.ts';
import { sweepAbandoned } from './scratch.ts';

const { values } = parseArgs({ options: { many: { type: 'string', default: '0' } } });
const many = Number(values.many);
const HEALTH_TIMEOUT_MS = 15_000;
const FROZEN_PING_MS = 500;
const SWEEP_TIMEOUT_MS = 10_000;

const reason = whyUnavailable();
if (reason !== null) {
  console.error(reason);
  process.exit(3);
}

let passed = 0;
let failed = 0;
const installations = await findEngines();
console.log(
  `engines ${installations.map(({ version }) => version).join(', ')}; compose ${await composeVersion()}`,
);
for (const installation of installations) await checkEngine(installation);
await checkTogether(installations);
for (const installation of installations) await checkHostNetwork(installation);
await checkAbandoned();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** One line per step, with its duration. */
async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await run();
  passed += 1;
  console.log(`ok    ${String(Math.round(performance.now() - start)).padStart(6)} ms  ${name}`);
  return result;
}

/** Whatever fails in a group ends the group. */
async function group(name: string, run: () => Promise<void>): Promise<void> {
  console.log(`--- ${name}`);
  try {
    await run();
  } catch (error) {
    failed += 1;
    console.error('FAIL ', error);
  }
}

async function checkEngine(installation: EngineInstallation): Promise<void> {
  return group(`engine ${installation.version}`, async () => {
    const machine = machineState();
    await using engine = await step('start', () => startEngine(installation));
    assert.equal(engine.version, installation.version);
    console.log(`      API ${engine.apiVersion}, pid ${engine.pid}, ${engine.dockerHost}`);
    await step('import lab/busybox:1 and :2', () => loadBusybox(engine));
    await step('run, exec, published port, DNS by name', () => checkContainers(engine));
    await step('healthcheck ok → fail → ok, and an image that fails', () => checkHealth(engine));
    await step('compose up with two services, then down', () => checkCompose(engine));
    await step('freeze → ping hangs → thaw', () => checkFreeze(engine));
    await step('SIGKILL → container runs on → restart → known again', () => checkKill(engine));
    await step('stop → restart → data is there', () => checkStop(engine));
    await step('50 containers, host network', async () => {
      await startMany(engine, 50);
    });
    await step('50 containers, all at once, bridge network', async () => {
      await startMany(engine, 50, {
        concurrency: 50,
        network: 'bridge',
        identity: (index) => composeIdentity('bridged', `service-${index}`),
      });
    });
    await step('stop with 100 running containers', () => engine.stop());
    await step('restart with 100 stopped containers', () => engine.restart());
    await step('destroy → nothing left', () => destroyAndVerify(engine));
    await step('destroy with 20 running containers while frozen → nothing left', async () => {
      const frozen = await startEngine(installation);
      await loadBusybox(frozen);
      await startMany(frozen, 20, { network: 'bridge' });
      frozen.freeze();
      await destroyAndVerify(frozen);
    });
    if (many > 0) await step(`${many} containers`, () => checkMany(installation));
    assert.deepEqual(machineState(), machine);
  });
}

async function checkContainers(engine: LabEngine): Promise<void> {
  await succeed(engine, ['network', 'create', 'lab-net']);
  await succeed(engine, [
    'run',
    '--detach',
    '--name',
    'web',
    '--network',
    'lab-net',
    '--publish',
    '8080:80',
    BUSYBOX_2,
    'httpd',
    '-f',
    '-h',
    '/www',
  ]);
  assert.match(await succeed(engine, ['ps', '--format', '{{.Ports}}']), /8080->80\/tcp/);
  const page = await succeed(engine, [
    'run',
    '--rm',
    '--network',
    'lab-net',
    BUSYBOX_1,
    'wget',
    '-q',
    '-O',
    '-',
    'http://web/',
  ]);
  assert.equal(page, 'lab/busybox 2\n');
  assert.equal(await succeed(engine, ['exec', 'web', 'cat', '/etc/lab-version']), '2\n');
  assert.equal((await engine.docker(['exec', 'web', 'sh', '-c', 'exit 7'])).code, 7);
  await succeed(engine, ['rm', '--force', 'web']);
}

async function checkHealth(engine: LabEngine): Promise<void> {
  await loadHealthImage(engine, 'lab/health:good');
  await loadHealthImage(engine, 'lab/health:bad', 'fail');
  await succeed(engine, ['run', '--detach', '--name', 'good', 'lab/health:good']);
  await succeed(engine, ['run', '--detach', '--name', 'bad', 'lab/health:bad']);
  await untilHealth(engine, 'good', 'healthy');
  await untilHealth(engine, 'bad', 'unhealthy');
  await setHealth(engine, 'good', 'fail');
  await untilHealth(engine, 'good', 'unhealthy');
  await setHealth(engine, 'good', 'ok');
  await untilHealth(engine, 'good', 'healthy');
  await succeed(engine, ['rm', '--force', 'good', 'bad']);
}

async function untilHealth(engine: LabEngine, container: string, wanted: string): Promise<void> {
  const deadline = Date.now() + HEALTH_TIMEOUT_MS;
  let seen = '';
  while (seen !== wanted) {
    assert.ok(Date.now() < deadline, `${container} is ${seen}, not ${wanted}`);
    await sleep(50);
    seen = (await succeed(engine, ['inspect', '--format', '{{.State.Health.Status}}', container])).trim();
  }
}

async function checkCompose(engine: LabEngine): Promise<void> {
  const folder = join(dirname(engine.socketPath), 'check');
  mkdirSync(folder);
  const services = {
    one: { image: BUSYBOX_1, ports: ['9090:80'] },
    two: { image: BUSYBOX_2, depends_on: ['one'] },
  };
  writeFileSync(join(folder, 'compose.yaml'), JSON.stringify({ name: 'check', services }));
  const up = await compose(engine, ['up', '--detach'], { cwd: folder });
  assert.equal(up.code, 0, up.stderr);
  const running = await succeed(engine, [
    'ps',
    '--filter',
    'label=com.docker.compose.project=check',
    '--quiet',
  ]);
  assert.equal(running.trim().split('\n').length, 2);
  const down = await compose(engine, ['down'], { cwd: folder });
  assert.equal(down.code, 0, down.stderr);
}

async function checkFreeze(engine: LabEngine): Promise<void> {
  const ping = () =>
    callEngine(engine.socketPath, { method: 'GET', path: '/_ping', timeoutMs: FROZEN_PING_MS });
  engine.freeze();
  await assert.rejects(ping(), { name: 'AbortError' });
  engine.thaw();
  assert.equal((await ping()).status, 200);
}

async function checkKill(engine: LabEngine): Promise<void> {
  const id = (await succeed(engine, ['run', '--detach', '--name', 'survivor', BUSYBOX_1])).trim();
  const pid = (await succeed(engine, ['inspect', '--format', '{{.State.Pid}}', id])).trim();
  const before = engine.pid;
  await engine.kill();
  await assert.rejects(callEngine(engine.socketPath, { method: 'GET', path: '/_ping' }), {
    code: 'ECONNREFUSED',
  });
  assert.ok(existsSync(`/proc/${pid}`), 'the container ended with its engine');
  await engine.restart();
  assert.notEqual(engine.pid, before);
  assert.equal((await succeed(engine, ['ps', '--all', '--no-trunc', '--quiet'])).trim(), id);
  await succeed(engine, ['rm', '--force', 'survivor']);
}

async function checkStop(engine: LabEngine): Promise<void> {
  await succeed(engine, ['run', '--detach', '--name', 'kept', BUSYBOX_1]);
  await engine.stop();
  await engine.restart();
  assert.match(
    await succeed(engine, ['ps', '--all', '--format', '{{.Names}} {{.Status}}']),
    /^kept Exited \(0\)/,
  );
  await succeed(engine, ['rm', 'kept']);
}

async function checkMany(installation: EngineInstallation): Promise<void> {
  await using engine = await startEngine(installation);
  await loadBusybox(engine);
  const start = performance.now();
  await startMany(engine, many);
  const seconds = (performance.now() - start) / 1000;
  console.log(`      ${many} containers in ${seconds.toFixed(1)} s, ${(many / seconds).toFixed(1)} a second`);
  await destroyAndVerify(engine);
}

/** Engines at once, and an image that travels between them through one registry under one name. */
async function checkTogether(engines: readonly EngineInstallation[]): Promise<void> {
  return group(`two of each engine at once (${2 * engines.length}), one registry`, async () => {
    await using registry = await step('start a registry', () => startRegistry());
    const started = await step('start all', () =>
      Promise.all(
        [...engines, ...engines].map((installation) =>
          startEngine(installation, { registryPort: registry.port }),
        ),
      ),
    );
    const reference = `${registry.hostPort}/lab/travelling:1`;
    const [first, ...others] = started;
    assert.ok(first);
    await step('each has an identity of its own', async () => {
      const ids = await Promise.all(
        started.map((engine) => succeed(engine, ['info', '--format', '{{.ID}}'])),
      );
      assert.equal(new Set(ids).size, started.length);
    });
    await step('push from one, pull on the others', async () => {
      await importImage(first, versionOfBusybox(reference, 'travelled'));
      await succeed(first, ['push', reference]);
      await Promise.all(others.map((engine) => succeed(engine, ['pull', reference])));
    });
    await step('the same digest everywhere, and at the registry', async () => {
      const inspect = ['image', 'inspect', '--format', '{{index .RepoDigests 0}}', reference];
      const digests = await Promise.all(started.map((engine) => succeed(engine, inspect)));
      assert.equal(new Set(digests).size, 1);
      const manifest = await fetch(`${registry.url}/v2/lab/travelling/manifests/1`, {
        method: 'HEAD',
        headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
      });
      assert.equal(digests[0]?.trim().split('@')[1], manifest.headers.get('docker-content-digest'));
    });
    await step('the same published port on each, at once', async () => {
      const run = ['run', '--detach', '--publish', '8080:80', reference];
      await Promise.all(others.map((engine) => succeed(engine, run)));
    });
    await step('destroy all → nothing left', async () => {
      await Promise.all(started.map(destroyAndVerify));
    });
  });
}

async function checkHostNetwork(installation: EngineInstallation): Promise<void> {
  return group(`engine ${installation.version} in the machine's network`, async () => {
    const machine = machineState();
    const rules = await firewallRules();
    await using engine = await step('start, listening on TCP too', () =>
      startEngine(installation, { network: 'host', tcp: { port: 23_750 } }),
    );
    await loadBusybox(engine);
    await step('published port reachable from here', async () => {
      await succeed(engine, [
        'run',
        '--detach',
        '--publish',
        '127.0.0.1:18080:80',
        BUSYBOX_1,
        'httpd',
        '-f',
        '-h',
        '/www',
      ]);
      const page = await fetch('http://127.0.0.1:18080/', { signal: AbortSignal.timeout(5_000) });
      assert.equal(await page.text(), 'lab/busybox 1\n');
    });
    await step('API reachable over TCP', async () => {
      assert.equal((await fetch('http://127.0.0.1:23750/_ping')).status, 200);
    });
    await step('destroy → interfaces and firewall as before', async () => {
      await destroyAndVerify(engine);
      assert.deepEqual(machineState(), machine);
      assert.equal(await firewallRules(), rules);
    });
  });
}

/** A lab process that is killed cannot clean up; its caretaker does. If that is killed too, the next lab process does. */
async function checkAbandoned(): Promise<void> {
  return group('a lab process that was killed', async () => {
    const [newest] = installations.toReversed();
    assert.ok(newest);
    await step('the caretaker sweeps', async () => {
      const folder = await abandonEngine(newest);
      const deadline = Date.now() + SWEEP_TIMEOUT_MS;
      while (existsSync(folder) && Date.now() < deadline) await sleep(50);
      verifyNothingLeft(folder, []);
    });
    await step('without a caretaker, the next lab process sweeps', async () => {
      const folder = await abandonEngine(newest, killCaretaker);
      assert.ok(findMarkedProcesses(folder).length > 0);
      assert.ok((await sweepAbandoned()).includes(folder));
      verifyNothingLeft(folder, []);
    });
  });
}

/** Runs an engine with containers in another lab process, kills that process, and returns the engine's folder. */
async function abandonEngine(
  installation: EngineInstallation,
  beforeKill?: (pid: number) => Promise<void>,
): Promise<string> {
  const lab = join(import.meta.dirname, 'lab.ts');
  const child = spawn(process.execPath, [lab, 'up', installation.name, '--containers', '3'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  while (!printed.includes('containers run')) await once(child.stdout, 'data');
  assert.ok(child.pid !== undefined);
  await beforeKill?.(child.pid);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return dirname(/DOCKER_HOST=unix:\/\/(\S+)/.exec(printed)?.[1] ?? '');
}

async function killCaretaker(owner: number): Promise<void> {
  const pid = Number(await runOrThrow('pgrep', ['--full', `caretaker-program.ts ${owner}$`]));
  process.kill(pid, 'SIGKILL');
  while (existsSync(`/proc/${pid}`)) await sleep(10);
}

async function destroyAndVerify(engine: LabEngine): Promise<void> {
  const folder = dirname(engine.socketPath);
  const ids = readdirSync(join(folder, 'data', 'containers'));
  await engine.destroy();
  verifyNothingLeft(folder, ids);
}

function verifyNothingLeft(folder: string, containerIds: readonly string[]): void {
  assert.deepEqual(findMarkedProcesses(folder), []);
  assert.ok(!existsSync(folder), `${folder} still exists`);
  assert.ok(!readFileSync('/proc/self/mountinfo', 'utf8').includes(folder), 'a mount is left');
  for (const id of containerIds) {
    const left = readdirSync('/sys/fs/cgroup').map((hierarchy) =>
      join('/sys/fs/cgroup', hierarchy, 'docker', id),
    );
    assert.deepEqual(
      left.filter((path) => existsSync(path)),
      [],
    );
  }
}

/** What an engine could change on the machine. */
function machineState(): unknown {
  return {
    interfaces: readdirSync('/sys/class/net'),
    mounts: readFileSync('/proc/self/mounts', 'utf8'),
    run: readdirSync('/run'),
    configuration: readdirSync('/etc/docker'),
    forwarding: readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8'),
  };
}

/** Without counters and comments; a table without rules counts as none. */
async function firewallRules(): Promise<string> {
  const saved = (await runOrThrow('iptables-save', [])) + (await runOrThrow('ip6tables-save', []));
  return saved
    .split('\n')
    .filter((line) => !/^(#|\*|COMMIT)/.test(line) && !/^:\S+ ACCEPT/.test(line))
    .join('\n');
}

async function succeed(engine: LabEngine, args: readonly string[]): Promise<string> {
  const result = await engine.docker(args);
  assert.equal(result.code, 0, `docker ${args.join(' ')} on ${engine.version}: ${result.stderr}`);
  return result.stdout;
}
