import { beforeEach, describe, expect, it } from '@jest/globals';
import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { ChoiceMenu, type ChoiceMenuData } from './choice-menu';
import type { ChoiceOption } from './choice-option';

const TARGETS = ['edge/pihole', 'edge/traefik', 'home/mosquitto', 'immich/server', 'media/jellyfin'];
const options = (names: readonly string[]): readonly ChoiceOption[] =>
  names.map((name, index) => ({ value: name, text: name, operations: index * 1_000 }));
const MANY = options([...TARGETS, ...TARGETS.map((name) => `${name}-two`)]);

let closedWith: unknown[];

function menuOf(some: readonly ChoiceOption[], chosen: string | null = null): ComponentFixture<ChoiceMenu> {
  const data: ChoiceMenuData = {
    ...{ label: 'Target', any: 'Any', chosen },
    ...{ options: signal(some), note: signal('of this window') },
  };
  TestBed.configureTestingModule({
    providers: [
      { provide: DIALOG_DATA, useValue: data },
      { provide: DialogRef, useValue: { close: (result: unknown) => closedWith.push(result) } },
    ],
  });
  const fixture = TestBed.createComponent(ChoiceMenu);
  fixture.detectChanges();
  return fixture;
}

const elementIn = (fixture: ComponentFixture<ChoiceMenu>, selector: string): HTMLElement => {
  const element = (fixture.nativeElement as HTMLElement).querySelector<HTMLElement>(selector);
  if (element === null) throw new Error(`there is no ${selector}`);
  return element;
};
const textsIn = (fixture: ComponentFixture<ChoiceMenu>): string[] =>
  [...(fixture.nativeElement as HTMLElement).querySelectorAll('[role=option]')].map(({ childNodes }) =>
    Array.from(childNodes, (part) => part.textContent?.trim() ?? '')
      .filter(Boolean)
      .join(' '),
  );
const typeIn = (fixture: ComponentFixture<ChoiceMenu>, text: string): HTMLElement => {
  const field = elementIn(fixture, 'input[role=combobox]');
  if (field instanceof HTMLInputElement) field.value = text;
  field.dispatchEvent(new Event('input'));
  return field;
};
const press = (fixture: ComponentFixture<ChoiceMenu>, on: Element, ...keys: readonly string[]): void => {
  for (const key of keys) on.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
  fixture.detectChanges();
};

describe('ChoiceMenu', () => {
  beforeEach(() => {
    closedWith = [];
    Element.prototype.scrollIntoView = () => undefined; // jsdom draws nothing
  });

  it('says how many operations each choice has, and what the numbers are of', () => {
    const fixture = menuOf(options(TARGETS.slice(0, 3)));
    expect(textsIn(fixture)).toEqual(['Any', 'edge/pihole 0', 'edge/traefik 1,000', 'home/mosquitto 2,000']);
    const list = elementIn(fixture, '[role=listbox]');
    expect(elementIn(fixture, `#${list.getAttribute('aria-describedby') ?? ''}`).textContent).toBe(
      'of this window',
    );
  });

  it('goes by the keys, and chooses with Enter', () => {
    const fixture = menuOf(options(TARGETS), 'edge/traefik');
    const list = elementIn(fixture, '[role=listbox]');
    const active = (): string =>
      elementIn(fixture, `#${list.getAttribute('aria-activedescendant') ?? ''}`).textContent;
    expect(active()).toContain('edge/traefik');
    press(fixture, list, 'm');
    expect(active()).toContain('media/jellyfin');
    press(fixture, list, 'ArrowDown', 'ArrowDown');
    expect(active()).toContain('edge/pihole');
    press(fixture, list, 'Enter');
    expect(closedWith).toEqual([{ value: 'edge/pihole' }]);
  });

  it('is searched by typing where there are many', () => {
    const fixture = menuOf(MANY);
    const field = typeIn(fixture, 'TWO jelly');
    fixture.detectChanges();
    expect(textsIn(fixture)).toEqual(['media/jellyfin-two 9,000']);
    press(fixture, field, 'Enter');
    expect(closedWith).toEqual([{ value: 'media/jellyfin-two' }]);
  });

  it('says so where nothing is called what is typed, and chooses nothing', () => {
    const fixture = menuOf(MANY);
    const field = typeIn(fixture, 'nosuchthing');
    fixture.detectChanges();
    expect(textsIn(fixture)).toEqual(['Nothing is called that.']);
    press(fixture, field, 'Enter');
    expect(closedWith).toEqual([]);
  });

  it('goes back to any', () => {
    const fixture = menuOf(MANY, 'edge/traefik');
    elementIn(fixture, '[role=option]').click();
    expect(closedWith).toEqual([{ value: null }]);
  });
});
