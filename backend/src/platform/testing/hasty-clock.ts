import { Observable } from 'rxjs';
import { FakeClock } from '../time/fake-clock.ts';

/** A clock on which nobody waits: whoever wants time to pass has it pass at once, for everybody. */
export class HastyClock extends FakeClock {
  override after(milliseconds: number): Observable<void> {
    const ring$ = super.after(milliseconds);
    return new Observable((subscriber) => {
      const ringing = ring$.subscribe(subscriber);
      const hurry = setImmediate(() => {
        this.advance(milliseconds);
      });
      return () => {
        clearImmediate(hurry);
        ringing.unsubscribe();
      };
    });
  }
}
