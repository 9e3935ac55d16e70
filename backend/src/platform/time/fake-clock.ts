import { Observable } from 'rxjs';
import { Clock } from './clock.ts';

interface Appointment {
  readonly at: number;
  readonly ring: () => void;
}

/** A clock that stands still until a test moves it. */
export class FakeClock extends Clock {
  private elapsed = 0;
  private appointments: Appointment[] = [];

  constructor(private readonly start = Date.parse('2026-06-18T14:32:08.000Z')) {
    super();
  }

  now(): number {
    return this.start + this.elapsed;
  }

  monotonic(): number {
    return this.elapsed;
  }

  after(milliseconds: number): Observable<void> {
    return new Observable((subscriber) =>
      this.schedule(milliseconds, () => {
        subscriber.next();
        subscriber.complete();
      }),
    );
  }

  every(milliseconds: number): Observable<void> {
    return new Observable((subscriber) => {
      let cancel = (): void => undefined;
      const again = (): void => {
        cancel = this.schedule(milliseconds, () => {
          again();
          subscriber.next();
        });
      };
      again();
      return () => {
        cancel();
      };
    });
  }

  /** Moves the time forward and rings everything that is due on the way, in order. */
  advance(milliseconds: number): void {
    const end = this.elapsed + milliseconds;
    for (let next = this.nextDue(end); next !== undefined; next = this.nextDue(end)) {
      this.appointments = this.appointments.filter((appointment) => appointment !== next);
      this.elapsed = next.at;
      next.ring();
    }
    this.elapsed = end;
  }

  /** Moves the time as if the machine had slept: what was due meanwhile rings once, late. */
  sleep(milliseconds: number): void {
    this.elapsed += milliseconds;
    const late = this.appointments.filter(({ at }) => at <= this.elapsed);
    this.appointments = this.appointments.filter((appointment) => !late.includes(appointment));
    for (const { ring } of late) ring();
  }

  private schedule(milliseconds: number, ring: () => void): () => void {
    const appointment = { at: this.elapsed + milliseconds, ring };
    this.appointments.push(appointment);
    return () => {
      this.appointments = this.appointments.filter((other) => other !== appointment);
    };
  }

  private nextDue(end: number): Appointment | undefined {
    return this.appointments
      .filter((appointment) => appointment.at <= end)
      .reduce<Appointment | undefined>(
        (first, other) => (first === undefined || other.at < first.at ? other : first),
        undefined,
      );
  }
}
