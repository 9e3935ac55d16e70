import { beforeEach, describe, expect, it } from '@jest/globals';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { ContainerSnapshot, OperationDetail } from '#shared/operation';
import { entryWith } from '../../../testing/audit';
import { detailWith, operationWith } from '../../../testing/operations';
import { NOON } from '../../../testing/services';
import { OperationAddress } from './operation-address';
import { OperationFacts } from './operation-facts';
import { beginRecord, type OperationRecord } from './operation-record';
import { OperationTrail } from './operation-trail';
import { type TrailView, trailViewOf } from './trail-view';

const container = (name: string, change: Partial<ContainerSnapshot> = {}): ContainerSnapshot => ({
  ...{ id: 'a'.repeat(64), name, service: 'media/jellyfin', image: 'jellyfin/jellyfin:10.11.2' },
  ...{ imageId: `sha256:${'b'.repeat(64)}`, state: 'running', health: 'healthy' },
  ...change,
});

describe('OperationFacts', () => {
  let again: number;
  let opened: string[];
  beforeEach(() => {
    again = 0;
    opened = [];
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: OperationTrail, useValue: { askAgain: () => (again += 1) } },
        {
          provide: OperationAddress,
          useValue: { open: async (id: string) => Promise.resolve(opened.push(id)) },
        },
      ],
    });
  });

  function show(
    detail: Partial<OperationDetail> = {},
    trail: TrailView | null = null,
    record: Partial<OperationRecord> = {},
  ): { fixture: ComponentFixture<OperationFacts>; host: HTMLElement } {
    const fixture = TestBed.createComponent(OperationFacts);
    fixture.componentRef.setInput('detail', detailWith(detail));
    fixture.componentRef.setInput('record', { ...beginRecord(operationWith()), ...record });
    fixture.componentRef.setInput('trail', trail);
    fixture.detectChanges();
    return { fixture, host: fixture.nativeElement as HTMLElement };
  }
  const titles = (host: HTMLElement): readonly string[] =>
    [...host.querySelectorAll('h3')].map(({ textContent }) => textContent);
  const pressMore = (host: HTMLElement, word: string): void => {
    [...host.querySelectorAll('button')].find(({ textContent }) => textContent.includes(word))?.click();
  };

  it('shows nobody but an admin where it came from and what the trail has', () => {
    const { host } = show();
    expect(titles(host)).toEqual(['Parameters', 'Service']);
    expect([...host.querySelectorAll('dt')].map(({ textContent }) => textContent)).not.toContain('From');
  });

  it('stays whole where the trail does not load, and asks for it again', () => {
    const { host } = show({}, trailViewOf({ status: 'failed', failure: { kind: 'offline' } }, new Map()));
    expect(titles(host)).toEqual(['Parameters', 'Service', 'In the trail']);
    expect(host.querySelector('[role=alert]')?.textContent).toContain('did not load');
    pressMore(host, 'Try again');
    expect(again).toBe(1);
  });

  it('tells the entries of the operation from those around it, and leads to theirs', () => {
    const read = {
      ...{ before: [], entries: [entryWith()] },
      after: [entryWith({ seq: 13, operationId: 'op-2', actor: 'jonas' })],
    };
    const { host } = show({}, trailViewOf({ status: 'known', around: read }, new Map()));
    const rows = [...host.querySelectorAll('.entries > li')].map(({ textContent }) => textContent);
    expect(rows[0]).toContain('Nothing is kept from before it');
    expect(rows[1]).toMatch(/of this operation.*#12.*command\.requested.*192\.168\.1\.20.*7b1e90…44d2/s);
    expect(rows[2]).toContain('jonas asked for “Restart jellyfin”');
    host.querySelector<HTMLElement>('[aria-label="Open the operation of entry 13"]')?.click();
    expect(opened).toEqual(['op-2']);
  });

  it('says that the trail has nothing', () => {
    const around = { before: [], entries: [], after: [] };
    const { host } = show({}, trailViewOf({ status: 'known', around }, new Map()));
    expect(host.textContent).toContain('The trail has no entry of this operation');
  });

  it('lists every parameter, and of a secret one only that it was given', () => {
    const { host } = show({ params: { service: 'media/jellyfin', lines: 3, token: 'hidden' } });
    const [, params] = host.querySelectorAll('.facts');
    expect([...(params?.children ?? [])].map(({ textContent }) => textContent.trim())).toEqual([
      ...['service', 'media/jellyfin', 'lines', '3', 'token', 'hidden'],
    ]);
    expect(params?.querySelectorAll('.redacted')).toHaveLength(1);
    expect(show({ params: {} }).host.textContent).toContain('It takes none.');
  });

  it('shows calls as they were made, each to be copied, and folds many', () => {
    const calls = Array.from({ length: 9 }, (_, index) => ({
      ...{ type: 'process' as const, argv: ['/usr/bin/docker', 'pull', `image ${index}`], cwd: '/srv' },
    }));
    const { fixture, host } = show({}, null, { calls });
    expect([...host.querySelectorAll('.calls code')].map(({ textContent }) => textContent)[0]).toBe(
      `/usr/bin/docker pull 'image 0'`,
    );
    expect(host.querySelectorAll('.calls [aria-label^="Copy call"]')).toHaveLength(6);
    pressMore(host, 'Show 3 more');
    fixture.detectChanges();
    expect(host.querySelectorAll('.calls > li')).toHaveLength(9);
    pressMore(host, 'Show fewer');
    fixture.detectChanges();
    expect(host.querySelectorAll('.calls > li')).toHaveLength(6);
  });

  it('marks what changed about a container, and folds many that stayed', () => {
    const stayed = ['a', 'b', 'c'].map((name) => container(name));
    const { fixture, host } = show({
      containersBefore: [...stayed, container('web')],
      containersAfter: [...stayed, container('web', { state: 'exited' })],
    });
    const changed = [...host.querySelectorAll('.sides-changed > *')].map(({ textContent }) =>
      textContent.trim(),
    );
    expect(changed).toEqual(['State', 'running', 'changed: exited']);
    expect(host.querySelectorAll('.sides tbody')).toHaveLength(1);
    pressMore(host, 'Show 3 more');
    fixture.detectChanges();
    expect(host.querySelectorAll('.sides tbody')).toHaveLength(4);
  });

  it('shows some where none has changed', () => {
    const stayed = ['a', 'b', 'c', 'd'].map((name) => container(name));
    const { host } = show({ containersBefore: stayed, containersAfter: stayed });
    expect(host.querySelectorAll('.sides tbody')).toHaveLength(2);
    expect(host.textContent).toContain('Show 2 more that stayed as they were');
  });

  it('says so where the containers are not known, and only of what has run', () => {
    const ran = { startedAt: NOON, finishedAt: NOON, status: 'interrupted' } as const;
    expect(show(ran).host.textContent).toContain('Not known. The engine did not say');
    expect(show({ ...ran, startedAt: null }).host.textContent).not.toContain('Not known');
    expect(show({ ...ran, services: [] }).host.textContent).not.toContain('Not known');
    expect(show({ ...ran, containersBefore: [], containersAfter: [] }).host.textContent).not.toContain(
      'Not known',
    );
  });

  it('leads to each service, and to the operation in its history', () => {
    const { host } = show({ services: ['media/jellyfin', '~/whoami'] });
    expect([...host.querySelectorAll('.touched a')].map((link) => link.getAttribute('href'))).toEqual([
      '/services/media/jellyfin/overview',
      '/services/media/jellyfin/history?id=o-op-1',
      '/services/~/whoami/overview',
      '/services/~/whoami/history?id=o-op-1',
    ]);
  });
});
