import { describe, expect, it, jest } from '@jest/globals';
import { Dialog } from '@angular/cdk/dialog';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { Subject } from 'rxjs';
import type { Chosen } from './choice-menu';
import { FacetChoice } from './facet-choice';

function choiceOf(value: string | null): {
  fixture: ComponentFixture<FacetChoice>;
  host: HTMLElement;
  closed$: Subject<Chosen | undefined>;
  chosen: (string | null)[];
} {
  const closed$ = new Subject<Chosen | undefined>();
  TestBed.configureTestingModule({
    providers: [{ provide: Dialog, useValue: { open: () => ({ closed: closed$ }) } }],
  });
  Object.defineProperty(window, 'matchMedia', { value: () => ({ matches: true }), configurable: true });
  const fixture = TestBed.createComponent(FacetChoice);
  fixture.componentRef.setInput('label', 'Command');
  fixture.componentRef.setInput('value', value);
  fixture.componentRef.setInput('note', '');
  fixture.componentRef.setInput('options', [{ value: 'docker.pull', text: 'Pull image', operations: 3 }]);
  const chosen: (string | null)[] = [];
  fixture.componentInstance.chosen.subscribe((each) => chosen.push(each));
  fixture.detectChanges();
  return { fixture, host: fixture.nativeElement as HTMLElement, closed$, chosen };
}

const buttonsOf = (host: HTMLElement): HTMLButtonElement[] => [...host.querySelectorAll('button')];

describe('FacetChoice', () => {
  it('shows that nothing is chosen, and has nothing to take away', () => {
    const { host } = choiceOf(null);
    expect(host.textContent).toContain('Any');
    expect(host.classList).not.toContain('choice-on');
    expect(buttonsOf(host)).toHaveLength(1);
  });

  it('shows what is chosen by its words, or by its name where it has none', () => {
    expect(choiceOf('docker.pull').host.textContent).toContain('Pull image');
    TestBed.resetTestingModule();
    expect(choiceOf('tidy.up').host.textContent).toContain('tidy.up');
  });

  it('takes what is chosen away with the cross, and keeps the focus', () => {
    const { host, chosen } = choiceOf('docker.pull');
    const [open, cross] = buttonsOf(host);
    expect(host.classList).toContain('choice-on');
    expect(cross?.getAttribute('aria-label')).toBe('Any command instead of Pull image');
    const focus = jest.spyOn(open ?? host, 'focus');
    cross?.click();
    expect(chosen).toEqual([null]);
    expect(focus).toHaveBeenCalledTimes(1);
  });

  it('tells what the menu was closed with, and nothing where it was left', () => {
    const { host, closed$, chosen } = choiceOf(null);
    buttonsOf(host)[0]?.click();
    closed$.next(undefined);
    expect(chosen).toEqual([]);
    closed$.next({ value: 'docker.pull' });
    closed$.next({ value: null });
    expect(chosen).toEqual(['docker.pull', null]);
  });
});
