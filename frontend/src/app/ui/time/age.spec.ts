import { describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { Age } from './age';

describe('Age', () => {
  it('says how long, and exactly since when', async () => {
    const since = new Date(Date.now() - 6.5 * 60_000).toISOString();
    const fixture = TestBed.createComponent(Age);
    fixture.componentRef.setInput('since', since);
    await fixture.whenStable();
    const time = (fixture.nativeElement as HTMLElement).querySelector('time');
    expect(time?.textContent).toBe('6\u00A0min');
    expect(time?.getAttribute('datetime')).toBe(since);
  });
});
