import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServiceDetail } from '#shared/service-detail';
import { CommandRefused, ParamUnresolved } from '../command-errors.ts';
import { aService } from '../testing/a-service.ts';
import { somePorts } from '../testing/project-ports.ts';
import { SomeServices } from '../testing/some-services.ts';
import { resolveProject } from './resolve-project.ts';

let folder: string;
let root: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'homelab-projects-')));
  root = join(folder, 'compose');
  mkdirSync(join(root, 'media'), { recursive: true });
  writeFileSync(join(root, 'media/compose.yaml'), 'services: {}\n');
  mkdirSync(join(folder, 'secret'));
  writeFileSync(join(folder, 'secret/compose.yaml'), 'services: {}\n');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A service whose labels say so. */
function labelled(workingDir: string | null, configFiles: string[], key = 'media/web'): ServiceDetail {
  return aService(key, {
    compose: { project: 'media', service: 'web', workingDir, configFiles, replicas: 1 },
  });
}

function portsFor(
  services: readonly ServiceDetail[],
  compose: object = { roots: [root] },
  own: string | null = null,
) {
  return somePorts({ services: new SomeServices(services, own), file: { compose } });
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof CommandRefused) return error.message;
    throw error;
  }
  throw new Error('it was not refused');
}

const atHome = () => labelled(join(root, 'media'), [join(root, 'media/compose.yaml')]);
const resolve = (services: readonly ServiceDetail[], compose?: object, own?: string) =>
  resolveProject({ project: 'media' }, portsFor(services, compose, own));

describe('a compose project', () => {
  it('is found by the labels of its containers, below a configured root', () => {
    expect(resolve([atHome()])).toMatchObject({
      name: 'media',
      workingDir: join(root, 'media'),
      files: [join(root, 'media/compose.yaml')],
      envFiles: [],
      services: ['media/web'],
      docker: '/usr/bin/docker',
    });
  });

  it('keeps the environment files it was brought up with', () => {
    writeFileSync(join(root, 'media/prod.env'), '');
    const label = {
      name: 'com.docker.compose.project.environment_file',
      value: join(root, 'media/prod.env'),
    };
    expect(
      resolve([
        { ...atHome(), containers: aService('media/web', { container: { labels: [label] } }).containers },
      ]).envFiles,
    ).toEqual([join(root, 'media/prod.env')]);
  });

  it('reads relative files from its working directory', () => {
    expect(resolve([labelled(join(root, 'media'), ['compose.yaml'])]).files).toEqual([
      join(root, 'media/compose.yaml'),
    ]);
  });

  it('is where the settings say, whatever labels say, and need no root then', () => {
    const projects = {
      media: {
        workingDir: join(folder, 'secret'),
        files: [join(folder, 'secret/compose.yaml')],
        envFiles: [],
        profiles: [],
      },
    };
    expect(resolve([atHome()], { projects }).workingDir).toBe(join(folder, 'secret'));
    expect(resolve([], { projects }).services).toEqual([]);
  });

  it('that there is not is told so, with the nearest there is', () => {
    expect(() => resolveProject({ project: 'medja' }, portsFor([atHome(), aService('~/alone')]))).toThrow(
      new ParamUnresolved('project', 'There is no compose project “medja” now. Did you mean media?'),
    );
    expect(() => resolve([])).toThrow(/There are no compose projects/);
  });

  it('is refused without roots, with the lines that allow it', () => {
    expect(refusal(() => resolve([atHome()], {}))).toBe(
      `No folder for compose projects is configured, and labels of containers alone are not trusted. Add two lines to the settings file and restart, with a folder that contains ${root}/media: "compose:" and "  roots: [${root}/media]".`,
    );
  });

  it.each<[string, () => ServiceDetail]>([
    ['outside of the roots', () => labelled(join(folder, 'secret'), [join(folder, 'secret/compose.yaml')])],
    ['by a file outside', () => labelled(join(root, 'media'), [join(folder, 'secret/compose.yaml')])],
    ['by a way up', () => labelled(join(root, 'media'), ['../../secret/compose.yaml'])],
    ['by a way up in the folder', () => labelled(`${root}/media/../../secret`, ['compose.yaml'])],
    [
      'behind a link out of them',
      () => {
        symlinkSync(join(folder, 'secret'), join(root, 'link'));
        return labelled(join(root, 'link'), ['compose.yaml']);
      },
    ],
    [
      'by a file that is a link out of them',
      () => {
        symlinkSync(join(folder, 'secret/compose.yaml'), join(root, 'media/link.yaml'));
        return labelled(join(root, 'media'), ['link.yaml']);
      },
    ],
    [
      'in a folder whose name only begins like a root',
      () => {
        mkdirSync(`${root}-2`);
        writeFileSync(`${root}-2/compose.yaml`, '');
        return labelled(`${root}-2`, ['compose.yaml']);
      },
    ],
  ])('is refused %s', (_where, service) => {
    expect(refusal(() => resolve([service()]))).toMatch(/outside of the folders compose projects may lie in/);
  });

  it('may lie behind a link within the roots, and roots may be links', () => {
    symlinkSync(join(root, 'media'), join(root, 'film'));
    symlinkSync(root, join(folder, 'srv'));
    const service = labelled(join(folder, 'srv/film'), ['compose.yaml']);
    expect(resolve([service], { roots: [join(folder, 'srv')] }).workingDir).toBe(join(folder, 'srv/film'));
  });

  it('whose files are not there is refused, with what to do, in a container too', () => {
    const gone = labelled('/srv/nowhere', ['compose.yaml']);
    expect(refusal(() => resolve([gone]))).toMatch(
      /^\/srv\/nowhere, where project media is defined, does not exist/,
    );
    expect(refusal(() => resolve([gone], { roots: [root] }, 'f'.repeat(64)))).toBe(
      'This program runs in a container and cannot see /srv/nowhere, where project media is defined. Mount that folder at the same path: -v /srv/nowhere:/srv/nowhere:ro.',
    );
  });

  it('whose labels say nothing, or not the same, is refused', () => {
    expect(refusal(() => resolve([labelled(null, [])]))).toMatch(/do not say where its compose files are/);
    const other = labelled(join(root, 'media'), ['other.yaml'], 'media/db');
    expect(refusal(() => resolve([atHome(), other]))).toMatch(/come from different compose files/);
  });

  it('is refused where compose cannot be run', () => {
    const ports = somePorts({
      services: new SomeServices([atHome()]),
      program: { status: 'unavailable', reason: 'The demo engine has no compose files behind it.' },
    });
    expect(refusal(() => resolveProject({ project: 'media' }, ports))).toMatch(/^The demo engine/);
  });

  // Root reads every file, whatever its mode: the case does not exist there.
  if (process.getuid?.() !== 0) {
    it('whose file cannot be read is refused', () => {
      chmodSync(join(root, 'media/compose.yaml'), 0o000);
      expect(refusal(() => resolve([atHome()]))).toMatch(/cannot be read by user/);
    });
  }
});
