import { describe, expect, it } from '@jest/globals';
import { compareKernels, newestKernel } from './kernel-versions.ts';
import { rebootNeed, type RebootSigns } from './reboot-need.ts';

describe('the newest kernel', () => {
  it.each([
    // Debian: 9 is older than 18, and other flavours do not count.
    [
      '6.1.0-9-amd64',
      ['6.1.0-9-amd64', '6.1.0-18-amd64', '6.10.0-1-cloud-amd64', '6.11.0-rt-amd64'],
      '6.1.0-18-amd64',
    ],
    // Raspberry Pi OS keeps two kernels with the same number beside each other.
    ['6.6.31+rpt-rpi-2712', ['6.6.31+rpt-rpi-2712', '6.6.51+rpt-rpi-v8'], '6.6.31+rpt-rpi-2712'],
    // Arch removes the running one at once.
    ['6.9.1-arch1-1', ['6.9.3-arch1-2'], '6.9.3-arch1-2'],
    ['6.8.0-45-generic', ['6.8.0-45-generic', '6.8.0-9-generic', '6.8.0-51-generic'], '6.8.0-51-generic'],
    ['6.9.5-200.fc40.x86_64', ['6.10.3-200.fc40.x86_64'], '6.10.3-200.fc40.x86_64'],
    ['6.8.12-4-pve', ['6.8.12-11-pve', '6.8.12-4-pve'], '6.8.12-11-pve'],
    ['6.1.0-18-amd64', ['6.1.0-18-cloud-amd64'], null],
    ['6.1.0-18-amd64', [], null],
  ])('beside %s among %j is %s', (running, installed, newest) => {
    expect(newestKernel(running, installed)).toBe(newest);
  });

  it('is newer by numbers, not by letters', () => {
    expect(['6.1.0-18', '6.1.0-9', '5.19.1', '6.1.0-9.1'].sort(compareKernels)).toEqual([
      '5.19.1',
      '6.1.0-9',
      '6.1.0-9.1',
      '6.1.0-18',
    ]);
  });
});

describe('whether a reboot is due', () => {
  const signs = (facts: Partial<RebootSigns> = {}): RebootSigns => ({
    runningKernel: '6.1.0-18-amd64',
    installedKernels: ['6.1.0-18-amd64'],
    packages: null,
    sawTheMachine: true,
    ...facts,
  });

  it('is no where the newest kernel runs and nothing waits', () => {
    expect(rebootNeed(signs())).toEqual({
      required: false,
      because: [],
      runningKernel: '6.1.0-18-amd64',
      newestKernel: '6.1.0-18-amd64',
    });
  });

  it('is yes with a newer kernel, with packages that ask for it, or with a bare note', () => {
    expect(
      rebootNeed(signs({ installedKernels: ['6.1.0-18-amd64', '6.1.0-21-amd64'], packages: ['libc6'] })),
    ).toMatchObject({
      required: true,
      because: ['kernel 6.1.0-21-amd64 is installed, 6.1.0-18-amd64 is running', 'libc6 was updated'],
    });
    expect(rebootNeed(signs({ packages: [] })).because).toEqual(['an update asked for it']);
  });

  it('is not guessed: not from inside a container, and not with nothing to compare', () => {
    const blind = rebootNeed(signs({ sawTheMachine: false, installedKernels: [], packages: [] }));
    expect(blind).toMatchObject({ required: null, newestKernel: null });
    expect(blind.because[0]).toContain('host: { root: /host }');
    expect(rebootNeed(signs({ installedKernels: [] }))).toMatchObject({ required: null, newestKernel: null });
  });
});
