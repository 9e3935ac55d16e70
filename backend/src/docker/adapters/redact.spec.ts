import { describe, expect, it } from '@jest/globals';
import { labelValue, maskedCommand, maskedText } from './redact.ts';

describe('labelValue', () => {
  it.each([
    ['traefik.http.middlewares.a.basicauth.users', 'admin:$apr1$x'],
    ['app.secret_key', 'x'],
    ['API-KEY', 'x'],
    ['backup.password', 'x'],
    ['some.Token', 'x'],
  ])('hides %s', (name, value) => {
    expect(labelValue(name, value)).toBeNull();
  });

  it.each([
    ['com.docker.compose.project', 'media'],
    ['traefik.http.routers.a.rule', 'Host(`a.example`)'],
    ['compass.direction', 'north'],
  ])('shows %s', (name, value) => {
    expect(labelValue(name, value)).toBe(value);
  });

  it('masks a password inside a URL', () => {
    expect(labelValue('backup.target', 'sftp://me:hunter2@nas/backups')).toBe('sftp://me:•••@nas/backups');
  });
});

describe('maskedCommand', () => {
  it.each([
    [
      ['server', '--password=hunter2'],
      ['server', '--password=•••'],
    ],
    [
      ['server', '--api-key', 'hunter2', '--port', '80'],
      ['server', '--api-key', '•••', '--port', '80'],
    ],
    [
      ['server', '--token', '--verbose'],
      ['server', '--token', '--verbose'],
    ],
    [
      ['sh', '-c', 'DB_PASSWORD=hunter2 TOKEN="a b" run --x=1'],
      ['sh', '-c', 'DB_PASSWORD=••• TOKEN=••• run --x=1'],
    ],
    [
      ['run', 'postgres://me:hunter2@db/x'],
      ['run', 'postgres://me:•••@db/x'],
    ],
    [
      ['run', '--passive', 'on'],
      ['run', '--passive', 'on'],
    ],
  ])('%j becomes %j', (words, masked) => {
    expect(maskedCommand(words)).toEqual(masked);
  });
});

describe('maskedText', () => {
  it.each([
    [
      'Get "https://me:hunter2@registry.example/v2/": unauthorized',
      'Get "https://me:•••@registry.example/v2/": unauthorized',
    ],
    ['GET /v2/?access_token=hunter2&x=1: 401', 'GET /v2/?access_token=••• 401'],
    ['Authorization: Bearer eyJhbGciOi.J9-_x: denied', 'Authorization: Bearer •••: denied'],
    ['no basic auth credentials', 'no basic auth credentials'],
    [
      'manifest for redis:99 not found: manifest unknown',
      'manifest for redis:99 not found: manifest unknown',
    ],
  ])('%j becomes %j', (said, masked) => {
    expect(maskedText(said)).toBe(masked);
  });
});
