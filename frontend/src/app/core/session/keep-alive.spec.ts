import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { type Observable, of, type Subscription, throwError } from 'rxjs';
import { KeepAlive } from './keep-alive';
import { Session } from './session';

const MINUTE = 60_000;

describe('KeepAlive', () => {
  let asked: number;
  let answer: () => Observable<unknown>;
  let listening: Subscription;

  const use = (): void => {
    document.dispatchEvent(new Event('keydown'));
    document.dispatchEvent(new Event('pointerdown'));
  };

  beforeEach(() => {
    jest.useFakeTimers();
    asked = 0;
    answer = () => of('active');
    let heardAt = Date.now();
    const ask = (): Observable<unknown> => {
      asked += 1;
      heardAt = Date.now();
      return answer();
    };
    TestBed.configureTestingModule({
      providers: [{ provide: Session, useValue: { ask, silence: () => Date.now() - heardAt } }],
    });
    listening = TestBed.inject(KeepAlive).asked$.subscribe();
  });

  afterEach(() => {
    listening.unsubscribe();
    jest.useRealTimers();
  });

  it('asks at most every five minutes, and only while somebody is there', () => {
    use();
    expect(asked).toBe(0);
    jest.advanceTimersByTime(6 * MINUTE);
    expect(asked).toBe(0);
    use();
    use();
    expect(asked).toBe(1);
    jest.advanceTimersByTime(4 * MINUTE);
    use();
    expect(asked).toBe(1);
    jest.advanceTimersByTime(2 * MINUTE);
    use();
    expect(asked).toBe(2);
  });

  it('goes on after a question without an answer', () => {
    answer = () => throwError(() => new HttpErrorResponse({ status: 0 }));
    jest.advanceTimersByTime(6 * MINUTE);
    use();
    jest.advanceTimersByTime(6 * MINUTE);
    use();
    expect(asked).toBe(2);
  });
});
