import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { Subscription } from 'rxjs';
import { KEY_MAP, type KeyId } from './key-map';
import { Keys } from './keys';
import { SingleKeys } from './single-keys';

describe('Keys', () => {
  let pressed: KeyId[];
  let listening: Subscription;

  beforeEach(() => {
    pressed = [];
    listening = new Subscription();
    const keys = TestBed.inject(Keys);
    for (const { id } of KEY_MAP) listening.add(keys.on(id).subscribe(() => pressed.push(id)));
  });

  afterEach(() => {
    listening.unsubscribe();
    document.body.replaceChildren();
    localStorage.clear();
  });

  /** @returns whether the browser's own meaning of the key was turned off */
  function press(key: string, options: KeyboardEventInit = {}, target: Element = document.body): boolean {
    return !target.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }),
    );
  }
  function add(html: string): Element {
    document.body.innerHTML = html;
    return document.body.firstElementChild?.lastElementChild ?? document.body;
  }

  it('says what was pressed, and keeps the browser from doing something else', () => {
    expect(press('/')).toBe(true);
    expect(press('x')).toBe(false);
    press('g');
    press('o');
    expect(pressed).toEqual(['filter', 'go-overview']);
  });

  it('takes Ctrl and Cmd for the same', () => {
    press('k', { ctrlKey: true });
    press('k', { metaKey: true });
    expect(pressed).toEqual(['palette', 'palette']);
  });

  it('does nothing where letters are text', () => {
    const input = add('<div><input /></div>');
    expect(press('j', {}, input)).toBe(false);
    press('k', { ctrlKey: true }, input);
    expect(pressed).toEqual(['palette']);
  });

  it('does nothing behind a dialog, or where Enter already does something', () => {
    press('j', {}, add('<div role="dialog"><button></button></div>'));
    press('Enter', {}, add('<div><a href="/"></a></div>'));
    expect(pressed).toEqual([]);
    press('j', {}, add('<div><a href="/"></a></div>'));
    expect(pressed).toEqual(['next']);
  });

  it('does nothing somebody else has already done', () => {
    const input = add('<div><p></p></div>');
    input.addEventListener('keydown', (event) => {
      event.preventDefault();
    });
    press('j', {}, input);
    expect(pressed).toEqual([]);
  });

  it('can be turned off, and remembers it', () => {
    TestBed.inject(SingleKeys).set(false);
    press('j');
    press('Escape');
    expect(pressed).toEqual(['clear']);
    expect(localStorage.getItem('homelab.single-keys')).toBe('off');
  });
});
