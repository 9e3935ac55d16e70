import { firstValueFrom, from, map, race } from 'rxjs';
import type { Clock } from '../../platform/time/clock.ts';

/** What `work` comes to, or null if that takes longer. Leaves no timer behind. */
export async function within<T>(clock: Clock, milliseconds: number, work: Promise<T>): Promise<T | null> {
  return firstValueFrom(race(from(work), clock.after(milliseconds).pipe(map(() => null))));
}
