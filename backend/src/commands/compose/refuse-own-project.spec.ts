import { describe, expect, it } from '@jest/globals';
import type { ServiceDetail } from '#shared/service-detail';
import { CommandRefused } from '../command-errors.ts';
import { aService } from '../testing/a-service.ts';
import { SomeServices } from '../testing/some-services.ts';
import type { ComposeProject } from './compose-project.ts';
import { refuseOwnProject } from './refuse-own-project.ts';

const OWN = '1'.repeat(64);
const PROXY = '2'.repeat(64);
const VERBS = ['up', 'restart', 'stop'] as const;

const media: ComposeProject = {
  name: 'media',
  workingDir: '/srv/media',
  files: ['/srv/media/compose.yaml'],
  envFiles: [],
  profiles: [],
  roots: ['/srv'],
  docker: '/usr/bin/docker',
  env: {},
  services: ['media/web'],
  inContainer: true,
};
const web = aService('media/web');
const webId = web.containers[0]?.id ?? '';

/** The program in a container of its own, beside the others, and a proxy before the engine. */
const services = (...others: readonly ServiceDetail[]) => new SomeServices([web, ...others], OWN, PROXY);
const program = (project: string, networkOf: string | null = null) =>
  aService(`${project}/homelab`, { container: { id: OWN, networkOf } });
const proxy = (project: string, networkOf: string | null = null) =>
  aService(`${project}/socket-proxy`, { container: { id: PROXY, networkOf } });

function refusal(around: SomeServices, verb: (typeof VERBS)[number]): string {
  try {
    refuseOwnProject(media, { services: around }, verb);
  } catch (error) {
    if (error instanceof CommandRefused) return error.message;
    throw error;
  }
  throw new Error('it was not refused');
}

describe.each(VERBS)('compose %s of a project', (verb) => {
  it.each<[string, SomeServices, RegExp]>([
    [
      'this program runs in',
      services(program('media'), proxy('edge')),
      /^This program itself runs in project media/,
    ],
    [
      'with the proxy it reaches the engine through',
      services(program('home'), proxy('media')),
      /^This program reaches the engine through media-socket-proxy-1, which is part of project media/,
    ],
    ['with both', services(program('media'), proxy('media')), /^This program itself runs in project media/],
    [
      'whose network it uses, by the id of the container',
      services(program('home', webId), proxy('edge')),
      /^This program uses the network of media-web-1, which is part of project media/,
    ],
    [
      'whose network it uses, by the name of the container',
      services(program('home', 'media-web-1'), proxy('edge')),
      /^This program uses the network of media-web-1, which is part of project media/,
    ],
    [
      'whose network its proxy uses',
      services(program('home'), proxy('edge', webId)),
      /^This program reaches the engine through edge-socket-proxy-1, which uses the network of media-web-1/,
    ],
  ])('%s is refused', (_which, around, message) => {
    expect(refusal(around, verb)).toMatch(message);
  });

  it('is not refused for what is elsewhere', () => {
    const around = services(program('home'), proxy('edge'));
    expect(refuseOwnProject(media, { services: around }, verb)).toBe(media);
  });

  it('is not refused where the program runs on the machine and asks the engine directly', () => {
    const around = new SomeServices([web, program('media'), proxy('media')]);
    expect(refuseOwnProject(media, { services: around }, verb)).toBe(media);
  });
});

it('a refusal says what to do on the machine instead', () => {
  const around = services(program('home'), proxy('media'));
  expect(refusal(around, 'up')).toMatch(
    / Run “docker compose -p media up -d” in \/srv\/media on the machine instead\.$/,
  );
  expect(refusal(around, 'stop')).toMatch(/ Run “docker compose -p media stop” in /);
});
