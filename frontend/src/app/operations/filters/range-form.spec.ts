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
const submit = async (form: HTMLElement): Promise<void> => {
  form.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  await Promise.resolve();
  TestBed.tick();
};

describe('RangeForm', () => {
  beforeEach(() => {
    closedWith = [];
  });

  it('begins with the window that is set, with seconds where it has any', () => {
    const [from, to] = fieldsOf(formOf({ from: FROM, to: TO }));
    expect([from?.value, from?.step]).toEqual(['2026-11-26T14:00', '60']);
    expect([to?.value.slice(0, 19), to?.step]).toEqual(['2026-11-26T15:00:31', '1']);
  });

  it('gives both ends as moments, and leaves what was not touched', async () => {
    const form = formOf({ from: FROM, to: TO });
    const [from] = fieldsOf(form);
    if (from !== undefined) from.value = '2026-11-26T13:30';
    await submit(form);
    expect(closedWith).toEqual([{ from: new Date('2026-11-26T13:30').toISOString(), to: TO }]);
  });

  it('says what is wrong, at the fields, and stays', async () => {
    const form = formOf({ from: TO, to: FROM });
    await submit(form);
    expect(closedWith).toEqual([]);
    const alert = form.querySelector('[role=alert]');
    expect(alert?.textContent).toBe('The end has to be after the beginning.');
    for (const field of fieldsOf(form)) {
      expect(field.getAttribute('aria-invalid')).toBe('true');
      expect(field.getAttribute('aria-describedby')).toBe(alert?.id);
    }
  });

  it('takes an open side, and takes a set window away', async () => {
    const form = formOf({ from: FROM, to: null });
    await submit(form);
    [...form.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === 'Remove')?.click();
    expect(closedWith).toEqual([{ from: FROM, to: null }, null]);
  });
});
