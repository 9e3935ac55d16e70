import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server as NetServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import ssh2 from 'ssh2';
import { anAddress } from '../testing/an-address.ts';
import { DemoWorld } from '../testing/demo-world.ts';
import { DockerodeEngine } from './dockerode-engine.ts';
import type { EngineAddress } from './engine-address.ts';

const { Server: SshServer, utils } = ssh2;

let world: DemoWorld;
let folder: string;
let cleanUp: (() => void)[];

beforeEach(async () => {
  world = await DemoWorld.open();
  folder = mkdtempSync(join(tmpdir(), 'homelab-transport-'));
  cleanUp = [
    () => {
      rmSync(folder, { recursive: true });
    },
  ];
});

afterEach(async () => {
  for (const end of cleanUp.reverse()) end();
  await world.close();
});

/** An engine to be let go of at the end. */
function engineAt(address: EngineAddress): DockerodeEngine {
  const engine = new DockerodeEngine(address);
  cleanUp.push(() => void engine.onApplicationShutdown());
  return engine;
}

async function portOf(server: NetServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The socket behind every connection, for each to be ended at the end of the test. */
function joinToEngine(incoming: Socket): void {
  const onward = connect(world.demo.socketPath);
  for (const [one, other] of [
    [incoming, onward],
    [onward, incoming],
  ] as const) {
    one.pipe(other);
    one.on('error', () => other.destroy());
  }
  cleanUp.push(() => {
    incoming.destroy();
  });
}

describe('tcp://', () => {
  it('reaches an engine, whatever DOCKER_HOST of this process says', async () => {
    const server = createServer(joinToEngine);
    cleanUp.push(() => {
      server.close();
    });
    const port = await portOf(server);
    const saved = process.env['DOCKER_HOST'];
    process.env['DOCKER_HOST'] = 'tcp://192.0.2.1:1'; // the SDK reads it by itself where an option is missing
    try {
      const engine = engineAt(anAddress({ transport: 'tcp', host: '127.0.0.1', port }));
      expect((await engine.connect()).version).toBe('28.5.2');
      expect((await engine.list()).length).toBeGreaterThan(20);
    } finally {
      if (saved === undefined) delete process.env['DOCKER_HOST'];
      else process.env['DOCKER_HOST'] = saved;
    }
  });

  it('says that nothing listens', async () => {
    const server = createServer();
    const port = await portOf(server);
    await new Promise((resolve) => server.close(resolve));
    const engine = engineAt(anAddress({ transport: 'tcp', host: '127.0.0.1', port }));
    await expect(engine.connect()).rejects.toMatchObject({ code: 'engine_refused' });
  });

  it('says which TLS file is missing', async () => {
    const engine = engineAt(
      anAddress({ transport: 'tcp', host: '127.0.0.1', port: 1 }, { tlsDirectory: folder }),
    );
    await expect(engine.connect()).rejects.toMatchObject({
      code: 'engine_tls',
      message: expect.stringContaining('ca.pem'),
    });
  });
});

describe('ssh://', () => {
  const hostKey = utils.generateKeyPairSync('ed25519');
  const userKey = utils.generateKeyPairSync('ed25519');

  /** A host with sshd and an engine; counts the connections made to it. */
  async function sshHost(): Promise<{ readonly port: number; readonly connections: () => number }> {
    let connections = 0;
    const server = new SshServer({ hostKeys: [hostKey.private] }, (client) => {
      connections += 1;
      cleanUp.push(() => {
        client.end();
      });
      client.on('error', () => undefined); // refused host keys end the handshake
      client.on('authentication', (context) => {
        const allowed = utils.parseKey(userKey.public);
        const isOurs =
          context.method === 'publickey' &&
          !(allowed instanceof Error) &&
          context.key.data.equals(allowed.getPublicSSH());
        if (isOurs) context.accept();
        else context.reject(['publickey']);
      });
      client.on('session', (accept) => {
        accept().on('exec', (acceptExec, reject, { command }) => {
          if (command !== 'docker system dial-stdio') {
            reject();
            return;
          }
          const channel = acceptExec();
          const onward = connect(world.demo.socketPath);
          onward.on('error', () => {
            channel.end();
          });
          channel.pipe(onward).pipe(channel);
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanUp.push(() => {
      server.close();
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return { port: address.port, connections: () => connections };
  }

  function addressOf(port: number, knownHosts: string): EngineAddress {
    const directory = join(folder, 'ssh');
    mkdirSync(directory);
    writeFileSync(join(directory, 'known_hosts'), knownHosts);
    writeFileSync(join(directory, 'id_ed25519'), userKey.private, { mode: 0o600 });
    const host = { transport: 'ssh', host: '127.0.0.1', port, username: 'marta' } as const;
    return anAddress(host, { ssh: { agentSocket: null, directory } });
  }

  const knownAs = (port: number, key: string): string => `[127.0.0.1]:${port} ${key}\n`;

  it('reaches an engine over one connection for all calls', async () => {
    const { port, connections } = await sshHost();
    const engine = engineAt(addressOf(port, knownAs(port, hostKey.public)));
    expect((await engine.connect()).version).toBe('28.5.2');
    expect(await firstValueFrom(engine.events())).toBe('ready');
    const listed = await engine.list();
    await Promise.all(listed.map(async ({ id }) => engine.inspect(id)));
    expect(listed.length).toBeGreaterThan(20);
    expect(connections()).toBe(1);
  });

  it.each([
    ['a host it does not know', () => '', 'not in ~/.ssh/known_hosts'],
    [
      'a host whose key has changed',
      (port: number) => knownAs(port, utils.generateKeyPairSync('ed25519').public),
      'not the one in',
    ],
    ['a key that was revoked', (port: number) => `@revoked ${knownAs(port, hostKey.public)}`, 'revoked'],
  ])('refuses %s', async (_case, knownHosts, reason) => {
    const { port } = await sshHost();
    const engine = engineAt(addressOf(port, knownHosts(port)));
    await expect(engine.connect()).rejects.toMatchObject({
      code: 'engine_ssh',
      message: expect.stringContaining(reason),
    });
  });

  it('says that the host does not let it in, and tries again the next time', async () => {
    const { port } = await sshHost();
    const address = addressOf(port, knownAs(port, hostKey.public));
    writeFileSync(join(address.ssh.directory, 'id_ed25519'), utils.generateKeyPairSync('ed25519').private);
    const engine = engineAt(address);
    await expect(engine.connect()).rejects.toMatchObject({ code: 'engine_ssh' });
    writeFileSync(join(address.ssh.directory, 'id_ed25519'), userKey.private);
    expect((await engine.connect()).version).toBe('28.5.2');
  });
});
