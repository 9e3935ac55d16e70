import { describe, expect, it } from '@jest/globals';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { stateWith } from '../../../testing/audit';
import { NOON } from '../../../testing/services';
import { IntegrityStrip } from './integrity-strip';
import { integrityViewOf } from './integrity-view';
import { type Integrity, NOTHING_YET } from './reduce-integrity';

const VERIFIED = { at: NOON, ok: true, entries: 1_200, firstBadSeq: null, problem: null };
const BROKEN = { ...VERIFIED, ok: false, entries: 599, firstBadSeq: 600 };

function show(integrity: Partial<Integrity>): {
  fixture: ComponentFixture<IntegrityStrip>;
  host: HTMLElement;
} {
  const fixture = TestBed.createComponent(IntegrityStrip);
  fixture.componentRef.setInput('view', integrityViewOf({ ...NOTHING_YET, ...integrity }));
  fixture.detectChanges();
  return { fixture, host: fixture.nativeElement as HTMLElement };
}

const buttonOf = (host: HTMLElement, word: string): HTMLButtonElement | undefined =>
  [...host.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === word);

describe('IntegrityStrip', () => {
  it('alerts to a broken chain, with the entry and what to do', () => {
    const { host } = show({ state: stateWith({ lastVerified: BROKEN }) });
    const alert = host.querySelector('.integrity-broken [role=alert]');
    expect(alert?.textContent).toContain('broken at entry 600');
    expect(alert?.textContent).toContain('audit verify --head SEQ:HASH');
  });

  it('alerts to nothing while the chain is intact', () => {
    const { host } = show({ state: stateWith({ lastVerified: VERIFIED }) });
    expect(host.textContent).toContain('Audit chain intact');
    expect(host.querySelector('[role=alert], .integrity-broken')).toBeNull();
    expect(host.querySelector('code')?.title).toBe('a'.repeat(64));
  });

  it('asks for a check on the button, and not again during one', () => {
    let wanted = 0;
    const { fixture, host } = show({ state: stateWith() });
    fixture.componentInstance.wanted.subscribe(() => (wanted += 1));
    buttonOf(host, 'Verify now')?.click();
    expect(wanted).toBe(1);
    const during = integrityViewOf({ state: stateWith(), isAsking: true, failure: null });
    fixture.componentRef.setInput('view', during);
    fixture.detectChanges();
    expect(host.querySelector('[role=progressbar]')?.getAttribute('aria-valuetext')).toBe(
      '0 of 1,200 entries',
    );
    buttonOf(host, 'Verifying')?.click();
    expect(wanted).toBe(1);
  });

  it('offers to try again where nothing is known', () => {
    let again = 0;
    const { fixture, host } = show({ failure: { kind: 'offline' } });
    fixture.componentInstance.again.subscribe(() => (again += 1));
    expect(host.querySelector('[role=alert]')?.textContent).toContain('did not load');
    buttonOf(host, 'Try again')?.click();
    expect(again).toBe(1);
  });
});
