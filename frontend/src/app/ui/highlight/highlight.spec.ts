import { describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { Highlight } from './highlight';

describe('Highlight', () => {
  it('marks parts of a text, and never reads it as markup', async () => {
    const fixture = TestBed.createComponent(Highlight);
    fixture.componentRef.setInput('text', '<b>jelly</b>fin');
    fixture.componentRef.setInput('ranges', [{ start: 3, end: 8 }]);
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    expect(element.textContent).toBe('<b>jelly</b>fin');
    expect([...element.querySelectorAll('mark')].map(({ textContent }) => textContent)).toEqual(['jelly']);
    expect(element.querySelector('b')).toBeNull();
  });
});
