import { beforeEach, describe, expect, it } from '@jest/globals';
import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { TestBed } from '@angular/core/testing';
import type { GivenRange } from './local-moment';
import { RangeForm } from './range-form';

const FROM = new Date('2026-11-26T14:00').toISOString();
const TO = new Date('2026-11-26T15:00:31.500').toISOString();

let closedWith: unknown[];

function formOf(range: GivenRange, isSet = true): HTMLElement {
  TestBed.configureTestingModule({
    providers: [
      { provide: DIALOG_DATA, useValue: { range, isSet } },
      { provide: DialogRef, useValue: { close: (result: unknown) => closedWith.push(result) } },
    ],
  });
  const fixture = TestBed.createComponent(RangeForm);
  fixture.autoDetectChanges();
  return fixture.nativeElement as HTMLElement;
}

const fieldsOf = (form: HTMLElement): readonly HTMLInputElement[] => [...form.querySelectorAll('input')];
const buttonsOf = (form: HTMLElement): readonly string[] =>
  [...form.querySelectorAll('button')].map(({ textContent }) => textContent.trim());
const write = (form: HTMLElement, values: readonly string[]): void => {
  for (const [index, field] of fieldsOf(form).entries()) {
    field.value = values[index] ?? '';
    field.dispatchEvent(new Event('input'));
  }
};
const submit = (form: HTMLElement): void => {
  form.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  TestBed.tick();
};

describe('RangeForm', () => {
  beforeEach(() => {
    closedWith = [];
  });

  it('begins with the window that is set, with seconds where it has any', () => {
    const form = formOf({ from: FROM, to: TO });
    expect(fieldsOf(form).map(({ value }) => value)).toEqual([
      '2026-11-26',
      '14:00',
      '2026-11-26',
      '15:00:31',
    ]);
    expect(buttonsOf(form)).toEqual(['Show', 'Cancel', 'Remove']);
  });

  it('gives both ends as moments, and leaves what was not touched', () => {
    const form = formOf({ from: FROM, to: TO });
    write(form, ['2026-11-26', '13:30', '2026-11-26', '15:00:31']);
    submit(form);
    expect(closedWith).toEqual([{ from: new Date('2026-11-26T13:30').toISOString(), to: TO }]);
  });

  it('says what is wrong, at the fields it can be put right in, and stays', () => {
    const form = formOf({ from: TO, to: FROM });
    submit(form);
    expect(closedWith).toEqual([]);
    const alert = form.querySelector('[role=alert]');
    expect(alert?.textContent).toBe('The end has to be after the beginning.');
    const marked = fieldsOf(form).filter((field) => field.getAttribute('aria-invalid') === 'true');
    expect(marked.map(({ ariaLabel }) => ariaLabel)).toEqual(['Until, day', 'Until, time']);
    for (const field of marked) expect(field.getAttribute('aria-describedby')).toBe(alert?.id);
    write(form, ['2026-11-26', '14 o’clock', '', '']);
    submit(form);
    expect(form.querySelector('[role=alert]')?.textContent).toBe('Give times as 14:00.');
    expect([...form.querySelectorAll('[aria-invalid=true]')].map(({ ariaLabel }) => ariaLabel)).toEqual([
      'From, time',
    ]);
    write(form, ['2026-11-26', '14', '', '']);
    submit(form);
    expect(closedWith).toEqual([{ from: FROM, to: null }]);
  });

  it('takes a set window away', () => {
    const form = formOf({ from: FROM, to: null });
    [...form.querySelectorAll('button')].at(-1)?.click();
    expect(closedWith).toEqual([null]);
  });

  it('has nothing to take away where none is set', () => {
    expect(buttonsOf(formOf({ from: FROM, to: TO }, false))).toEqual(['Show', 'Cancel']);
  });
});
