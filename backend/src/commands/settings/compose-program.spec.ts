import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findComposeProgram } from './compose-program.ts';

const UNIX = { transport: 'unix', socketPath: '/run/docker.sock' } as const;
const ENGINE = { host: UNIX, tlsDirectory: null, ssh: { agentSocket: '/agent', directory: '/root/.ssh' } };

describe('the docker command line', () => {
  let folder: string;
  let docker: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-docker-'));
    docker = join(folder, 'docker');
    writeFileSync(docker, '');
    chmodSync(docker, 0o755);
    writeFileSync(join(folder, 'not-a-program'), '');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is found at the first of the usual places that has it', () => {
    const places = [join(folder, 'none'), folder, join(folder, 'not-a-program'), docker];
    expect(findComposeProgram({}, ENGINE, 'docker', places)).toMatchObject({ status: 'ready', docker });
  });

  it('is only looked for where the settings say, if they do', () => {
    const place = join(folder, 'none');
    expect(findComposeProgram({ docker: place }, ENGINE, 'docker', [docker])).toEqual({
      status: 'unavailable',
      reason: `There is no docker command line at ${place}. Install it with its compose plugin (the container image has both), or say in the settings file where it is: compose: { docker: /path/to/docker }.`,
    });
  });

  it('is not used on the demo engine, which says so', () => {
    expect(findComposeProgram({}, ENGINE, 'demo', [docker])).toMatchObject({
      reason: expect.stringContaining('The demo engine has no compose files'),
    });
  });

  function env(section: object, engine: object = {}) {
    const program = findComposeProgram(section, { ...ENGINE, ...engine }, 'docker', [docker]);
    return program.status === 'ready' ? program.env : {};
  }

  it('gets nothing but what it needs, and the home that compose files may name', () => {
    expect(env({})).toEqual({
      LANG: 'C.UTF-8',
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: homedir(),
      DOCKER_HOST: 'unix:///run/docker.sock',
      DOCKER_CONFIG: join(homedir(), '.docker'),
    });
  });

  it('gets what the settings add, which can replace neither the engine nor the path', () => {
    const environment = { TZ: 'Europe/Berlin', HOME: '/home/me', DOCKER_HOST: 'tcp://evil', PATH: '/tmp' };
    expect(env({ environment, docker_config: '/etc/docker-client' })).toMatchObject({
      TZ: 'Europe/Berlin',
      HOME: '/home/me',
      DOCKER_HOST: 'unix:///run/docker.sock',
      DOCKER_CONFIG: '/etc/docker-client',
      PATH: expect.stringMatching(/^\/usr/),
    });
  });

  it('reaches an engine over TLS or SSH as this program does', () => {
    const tcp = { transport: 'tcp', host: 'nas', port: 2376 };
    expect(env({}, { host: tcp, tlsDirectory: '/certs' })).toMatchObject({
      DOCKER_HOST: 'tcp://nas:2376',
      DOCKER_TLS_VERIFY: '1',
      DOCKER_CERT_PATH: '/certs',
    });
    const ssh = { transport: 'ssh', host: 'nas', port: 22, username: 'me' };
    expect(env({}, { host: ssh })).toMatchObject({ DOCKER_HOST: 'ssh://me@nas:22', SSH_AUTH_SOCK: '/agent' });
  });
});
