import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigurationInvalid } from './configuration-invalid.ts';
import { readEnvironment } from './environment.ts';

describe('readEnvironment', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-environment-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('has a complete default', () => {
    const variables = readEnvironment({});
    expect(variables.HOMELAB_PORT).toBe(7420);
    expect(variables.HOMELAB_ENGINE).toBe('docker');
    expect(variables.HOMELAB_ADMIN_PASSWORD).toBeNull();
    expect(variables.DOCKER_HOST).toEqual({ transport: 'unix', socketPath: '/var/run/docker.sock' });
    expect(variables.HOMELAB_ALLOWED_HOSTS).toEqual(
      expect.arrayContaining(['localhost', '127.0.0.1', '[::1]']),
    );
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readEnvironment({ HOMELAB_PORT: '' }).HOMELAB_PORT).toBe(7420);
  });

  it('reports every problem at once', () => {
    const problems = problemsOf({
      HOMELAB_PORT: 'seven',
      HOMELAB_ENGINE: 'podman',
      HOMELAB_ALLOWED_NETWORKS: '10.0.0.0/8, 10.0.0.0/99',
      DOCKER_HOST: 'ftp://somewhere',
    });
    expect(problems.map(({ where }) => where)).toEqual([
      'HOMELAB_PORT',
      'HOMELAB_ENGINE',
      'HOMELAB_ALLOWED_NETWORKS',
      'DOCKER_HOST',
    ]);
    expect(problems[2]?.message).toContain('10.0.0.0/99');
  });

  it('names the nearest known variable for one it does not know', () => {
    const problems = problemsOf({ HOMELAB_ALOWED_HOSTS: 'nas' });
    expect(problems).toEqual([
      {
        where: 'HOMELAB_ALOWED_HOSTS',
        message: expect.stringContaining('Did you mean HOMELAB_ALLOWED_HOSTS?'),
      },
    ]);
  });

  it('leaves variables of other programs alone', () => {
    expect(() => readEnvironment({ PATH: '/bin', DOCKER_CONTEXT: 'default' })).not.toThrow();
  });

  it('reads a secret from the file its _FILE variant names, without the final line break', () => {
    const file = join(folder, 'password');
    writeFileSync(file, 'correct horse\n');
    expect(readEnvironment({ HOMELAB_ADMIN_PASSWORD_FILE: file }).HOMELAB_ADMIN_PASSWORD).toBe(
      'correct horse',
    );
  });

  it('says so when a secret file cannot be read', () => {
    const problems = problemsOf({ HOMELAB_ADMIN_PASSWORD_FILE: join(folder, 'missing') });
    expect(problems[0]?.message).toContain('ENOENT');
  });
});

function problemsOf(environment: Record<string, string>): ConfigurationInvalid['problems'] {
  try {
    readEnvironment(environment);
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return error.problems;
    throw error;
  }
  throw new Error('no problem was reported');
}
