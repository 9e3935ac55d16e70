import { describe, expect, it } from '@jest/globals';
import { describeDockerHost, parseDockerHost } from './docker-host.ts';

describe('parseDockerHost', () => {
  it.each([
    ['unix:///var/run/docker.sock', { transport: 'unix', socketPath: '/var/run/docker.sock' }],
    ['tcp://nas:2376', { transport: 'tcp', host: 'nas', port: 2376 }],
    ['tcp://nas', { transport: 'tcp', host: 'nas', port: null }],
    ['tcp://[fd00::1]:2375', { transport: 'tcp', host: 'fd00::1', port: 2375 }],
    ['https://nas:2376', { transport: 'tcp', host: 'nas', port: 2376 }],
    ['ssh://nas', { transport: 'ssh', host: 'nas', port: 22, username: null }],
    ['ssh://root@nas:2222', { transport: 'ssh', host: 'nas', port: 2222, username: 'root' }],
    ['ssh://a%40b@nas', { transport: 'ssh', host: 'nas', port: 22, username: 'a@b' }],
  ])('reads %s', (text, host) => {
    expect(parseDockerHost(text)).toEqual(host);
  });

  it.each([
    ['nonsense', 'needs unix://PATH'],
    ['ftp://nas', 'needs unix://PATH'],
    ['unix://docker.sock', 'absolute path'],
    ['tcp://', 'names no host'],
    ['npipe:////./pipe/docker_engine', 'needs unix://PATH'],
  ])('refuses %s and says what it needs', (text, message) => {
    expect(() => parseDockerHost(text)).toThrow(message);
  });

  it('is written for people as they would write it', () => {
    const texts = ['tcp://nas:2376', 'tcp://nas', 'ssh://root@nas:2222'];
    expect(texts.map((text) => describeDockerHost(parseDockerHost(text)))).toEqual(texts);
    expect(describeDockerHost(parseDockerHost('unix:///run/docker.sock'))).toBe('/run/docker.sock');
  });
});
