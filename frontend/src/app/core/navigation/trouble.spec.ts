import { describe, expect, it } from '@jest/globals';
import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { NavigationError } from '@angular/router';
import { type PageTrouble, Trouble } from './trouble';

const missing = new TypeError('Failed to fetch dynamically imported module: https://atlas/chunk-ABC.js');

function trouble(): { trouble: Trouble; seen: (PageTrouble | null)[] } {
  const service = TestBed.inject(Trouble);
  const seen: (PageTrouble | null)[] = [];
  service.trouble$.subscribe((current) => seen.push(current));
  return { trouble: service, seen };
}

describe('Trouble', () => {
  it('tells a server that is away from one that was upgraded', () => {
    const { trouble: service, seen } = trouble();
    service.ofNavigation(new NavigationError(1, '/a', new HttpErrorResponse({ status: 0 })));
    service.ofNavigation(new NavigationError(2, '/b', missing));
    expect(seen).toEqual([null, { kind: 'offline', url: '/a' }, { kind: 'outdated', url: '/b' }]);
  });

  it('hides no defect of ours', () => {
    expect(() => {
      trouble().trouble.ofNavigation(new NavigationError(1, '/a', new Error('a defect')));
    }).toThrow('a defect');
  });

  it('loads parts, and shows it when one is gone', async () => {
    const { trouble: service, seen } = trouble();
    expect(await service.load(async () => Promise.resolve('part'))).toBe('part');
    expect(await service.load(async () => Promise.reject(missing))).toBeNull();
    expect(seen.at(-1)).toEqual({ kind: 'outdated', url: '/' });
    await expect(service.load(async () => Promise.reject(new Error('a defect')))).rejects.toThrow('a defect');
  });
});
