import { beforeEach, describe, expect, it } from '@jest/globals';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { type PickedBars, TimePick } from './time-pick';

const TEXTS = ['Monday: 1 run', 'Tuesday: 2 runs', 'Wednesday: 3 runs', 'Thursday: 4 runs'];

describe('TimePick', () => {
  let fixture: ComponentFixture<TimePick>;
  let chart: HTMLElement;
  let picked: PickedBars[];
  beforeEach(() => {
    fixture = TestBed.createComponent(TimePick);
    fixture.componentRef.setInput('label', 'Runs over time');
    fixture.componentRef.setInput('texts', TEXTS);
    fixture.detectChanges();
    picked = [];
    fixture.componentInstance.picked.subscribe((bars) => picked.push(bars));
    chart = fixture.nativeElement as HTMLElement;
    chart.getBoundingClientRect = () => new DOMRect(100, 0, 400, 50);
    chart.setPointerCapture = () => undefined;
  });

  /** At so many pixels from the left of the chart; a bar is a hundred wide. */
  function pointer(type: string, x: number, button = 0): void {
    const event = new MouseEvent(type, { clientX: 100 + x, button, bubbles: true });
    chart.dispatchEvent(event);
    fixture.detectChanges();
  }

  function press(key: string, shiftKey = false): boolean {
    const taken = !chart.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, cancelable: true }));
    fixture.detectChanges();
    return taken;
  }

  const said = (): string | null => chart.getAttribute('aria-valuetext');
  const tip = (): string | undefined => chart.querySelector('.pick-text')?.textContent;
  const band = (): (string | undefined)[] => {
    const style = chart.querySelector<HTMLElement>('.pick-band')?.style;
    return [style?.left, style?.width];
  };

  it('is a slider that says the newest bar until another one is pointed at', () => {
    expect(chart.getAttribute('role')).toBe('slider');
    expect(chart.getAttribute('aria-label')).toBe('Runs over time');
    expect([chart.getAttribute('aria-valuemax'), chart.getAttribute('aria-valuenow'), said()]).toEqual([
      ...['3', '3', 'Thursday: 4 runs'],
    ]);
    expect(tip()).toBeUndefined();
  });

  it('says what is pointed at, and no longer once the pointer has left', () => {
    pointer('pointermove', 150);
    expect([tip(), said(), ...band()]).toEqual(['Tuesday: 2 runs', 'Tuesday: 2 runs', '25%', '25%']);
    pointer('pointerleave', 150);
    expect(tip()).toBeUndefined();
    expect(picked).toEqual([]);
  });

  it('takes one bar with a click', () => {
    pointer('pointerdown', 250);
    pointer('pointerup', 250);
    expect(picked).toEqual([{ first: 2, last: 2 }]);
    expect(tip()).toBeUndefined();
  });

  it('takes several by dragging, to either side, and no more than there are', () => {
    pointer('pointerdown', 250);
    pointer('pointermove', 50);
    expect(band()).toEqual(['0%', '75%']);
    pointer('pointerup', 50);
    pointer('pointerdown', 150);
    pointer('pointermove', 9_000);
    pointer('pointerleave', 9_000); // the pointer is held: it goes on
    pointer('pointerup', 9_000);
    expect(picked).toEqual([
      { first: 0, last: 2 },
      { first: 1, last: 3 },
    ]);
  });

  it('takes nothing with another button, or when the press is broken off', () => {
    pointer('pointerdown', 250, 2);
    pointer('pointerup', 250, 2);
    pointer('pointerdown', 250);
    pointer('pointercancel', 250);
    pointer('pointerup', 250);
    expect(picked).toEqual([]);
  });

  it('goes from bar to bar with the arrows, and takes the one it is on with Enter', () => {
    expect(press('ArrowLeft')).toBe(true);
    expect(said()).toBe('Wednesday: 3 runs');
    press('Home');
    press('ArrowLeft');
    expect(said()).toBe('Monday: 1 run');
    press('ArrowUp');
    press('Enter');
    expect(picked).toEqual([{ first: 1, last: 1 }]);
    press('End');
    expect(said()).toBe('Thursday: 4 runs');
  });

  it('takes along what lies between with Shift, until an arrow without it', () => {
    press('ArrowLeft', true);
    press('ArrowLeft', true);
    expect(band()).toEqual(['25%', '75%']);
    press('Enter');
    press('ArrowLeft', true);
    press('ArrowLeft');
    press('Enter');
    expect(picked).toEqual([
      { first: 1, last: 3 },
      { first: 1, last: 1 },
    ]);
  });

  it('gives up a choice with Escape, and leaves Escape to others where there is none', () => {
    press('ArrowLeft');
    expect(press('Escape')).toBe(true);
    expect(tip()).toBeUndefined();
    expect(press('Escape')).toBe(false);
    expect(press('x')).toBe(false);
  });

  it('stays within bars that became fewer, and takes nothing of none', () => {
    pointer('pointermove', 350);
    fixture.componentRef.setInput('texts', TEXTS.slice(0, 2));
    fixture.detectChanges();
    expect(said()).toBe('Tuesday: 2 runs');
    fixture.componentRef.setInput('texts', []);
    fixture.detectChanges();
    press('Enter');
    expect(picked).toEqual([]);
  });
});
