import { Injectable } from '@nestjs/common';

/** @returns a promise if whoever is told of an operation's output should be waited for; it is fulfilled in any case */
type Ready = (operationId: string) => Promise<void> | undefined;

/** Who is told of output, as far as whoever tells it has to know: whether they can take more. */
@Injectable()
export class OutputAudience {
  private readonly listeners: Ready[] = [];

  /** From here on `ready` is asked after each piece of an operation's output. */
  join(ready: Ready): void {
    this.listeners.push(ready);
  }

  /** @returns undefined if nobody has to be waited for */
  ready(operationId: string): Promise<void> | undefined {
    const waits = this.listeners.flatMap((ready) => ready(operationId) ?? []);
    return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined);
  }
}
