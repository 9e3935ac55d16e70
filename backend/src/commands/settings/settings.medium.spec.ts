import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CommandDescriptor } from '#shared/command';
import type { Role } from '#shared/role';
import { AUDIT_ENTITIES } from '../../audit/public.ts';
import { DockerModule } from '../../docker/public.ts';
import { Ledger } from '../../platform/database/ledger.ts';
import { FakeSessions } from '../../platform/testing/fake-sessions.ts';
import { startTestApp, type TestApp } from '../../platform/testing/test-app.ts';
import { type TestClient } from '../../platform/testing/test-client.ts';
import { COMMANDS_ENTITIES, CommandsModule, CommandSettingsModule, LiveDirectoryModule } from '../public.ts';
import { ended, post, run } from '../testing/operation-client.ts';

jest.setTimeout(30_000);

/** The program as it is, with a settings file, on the demo engine; only who is signed in is made up. */
describe('commands with a settings file', () => {
  let folder: string;
  let app: TestApp;
  let as: (role: Role) => TestClient;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-settings-'));
    writeFileSync(join(folder, 'secret'), 'hunter2\n');
    writeFileSync(
      join(folder, 'homelab.yaml'),
      `commands:
  deny: [docker.pull-all]
  rules:
    - { commands: [host.refresh], role: operator }
    - { commands: [host.reboot-check], reason: required }
    - { commands: ['service.*'], projects: [media] }
host_commands:
  - id: host.say
    title: Say something
    file: /usr/bin/env
    args: ['sh', '-c', 'echo "$# $1 $WHO"; test -n "$TOKEN"', 'say', '{what}']
    env: { WHO: world, TOKEN: { file: ${folder}/secret } }
    role: operator
    confirm: none
    params:
      what: { type: text, pattern: '.+', max_length: 50 }
  - { id: host.missing, title: Missing, file: /usr/bin/no-such-program, role: operator }
`,
    );
    const sessions = new FakeSessions();
    app = await startTestApp({
      entities: [...AUDIT_ENTITIES, ...COMMANDS_ENTITIES],
      imports: [
        sessions.asModule(),
        DockerModule,
        LiveDirectoryModule,
        CommandSettingsModule,
        CommandsModule,
      ],
      environment: { HOMELAB_ENGINE: 'demo', HOMELAB_CONFIG: join(folder, 'homelab.yaml') },
    });
    as = (role) => {
      const token = sessions.add(role, { user: { id: `id-of-${role}`, username: role, role } });
      return app.client({ authorization: `Bearer ${token}` });
    };
    while (((await app.client().get('/readyz')).body as { engine?: string }).engine !== 'connected')
      await new Promise((resolve) => setTimeout(resolve, 20));
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  async function offered(): Promise<ReadonlyMap<string, CommandDescriptor>> {
    const { body } = await as('admin').get('/api/commands');
    const { commands } = body as { readonly commands: readonly CommandDescriptor[] };
    return new Map(commands.map((command) => [command.id, command]));
  }

  it('offers what it allows, with what it asks for', async () => {
    const commands = await offered();
    expect(commands.has('docker.pull-all')).toBe(false);
    expect(commands.get('host.refresh')).toMatchObject({ role: 'operator' });
    expect(commands.get('host.reboot-check')).toMatchObject({ reasonRequired: true });
    expect(commands.get('service.stop')).toMatchObject({
      allowedServices: ['media/*'],
      allowedProjects: ['media'],
    });
    expect(commands.get('host.say')).toMatchObject({
      title: 'Say something',
      role: 'operator',
      risk: 'disruptive',
      confirmation: 'none',
      scope: 'host',
      timeoutMs: 600_000,
      paramsSchema: { properties: { what: { type: 'string', maxLength: 50 } }, required: ['what'] },
    });
    expect(commands.get('compose.up')?.paramsSchema).toMatchObject({
      properties: { project: { 'x-source': 'project', title: 'Project' } },
    });
  });

  it('does not run what it takes away, or what somebody may not, or without a word why', async () => {
    expect((await post(as('admin'), 'docker.pull-all')).status).toBeGreaterThanOrEqual(403);
    expect((await post(as('viewer'), 'host.refresh')).status).toBe(403);
    expect((await post(as('viewer'), 'host.reboot-check')).status).toBe(422);
    expect((await post(as('operator'), 'service.stop', { service: 'home/mosquitto' })).status).toBe(403);
  });

  it('runs a program of the machine, with its argument in one piece and its secrets to itself', async () => {
    const operator = as('operator');
    const operation = await run(operator, 'host.say', { what: 'a b; $(id) "c"' });
    expect(await ended(operator, operation)).toMatchObject({ status: 'succeeded', exitCode: 0 });
    const output = await operator.get(`/api/operations/${operation.id}/output`);
    expect(output.text).toBe('1 a b; $(id) "c" world\n');
    const told = await Promise.all(
      ['', '/events', '/output'].map(
        async (part) => (await operator.get(`/api/operations/${operation.id}${part}`)).text,
      ),
    );
    const kept = ['operations', 'operation_events', 'audit_logs'].map((table) =>
      JSON.stringify(app.get(Ledger).all(`SELECT * FROM ${table} LIMIT 100`)),
    );
    expect([...told, ...kept].join('\n')).not.toContain('hunter2');
    expect(kept.join('\n')).toContain('host.say');
  });

  it.each([['-x'], ['a\nb'], ['x'.repeat(51)], ['']])('refuses what does not fit: %j', async (what) => {
    expect((await post(as('operator'), 'host.say', { what })).status).toBe(422);
  });

  it('warns at start of a program that is not there, and fails when it is run', async () => {
    expect(app.logs.text()).toContain('/usr/bin/no-such-program does not exist');
    const operator = as('operator');
    const operation = await run(operator, 'host.missing');
    expect(await ended(operator, operation)).toMatchObject({ status: 'failed' });
  });

  it('looks at the machine', async () => {
    const operator = as('operator');
    const operation = await run(operator, 'host.refresh');
    expect(await ended(operator, operation)).toMatchObject({ status: 'succeeded' });
    expect((await operator.get(`/api/operations/${operation.id}/output`)).text).toMatch(
      /^Kernel {3}\S+\nUp for/,
    );
  });

  it('refuses compose on the demo engine, and says why', async () => {
    const answer = await post(as('operator'), 'compose.up', { project: 'media' });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('The demo engine has no compose files behind it.');
  });
});
