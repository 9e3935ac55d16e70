import { inject, Injectable, Injector } from '@angular/core';
import {
  BehaviorSubject,
  catchError,
  defer,
  finalize,
  map,
  mergeMap,
  type Observable,
  of,
  Subject,
  tap,
} from 'rxjs';
import type { CommandDescriptor } from '#shared/command';
import type { Operation, RunRequest } from '#shared/operation';
import { Ticker } from '../../ui/time/ticker';
import { Toasts } from '../../ui/toasts/toasts';
import { type Failure, failureOf } from '../http/failure';
import { Trouble } from '../navigation/trouble';
import { OperationAddress } from '../operations/operation-address';
import { OperationsFeed } from '../operations/operations-feed';
import { CommandsApi } from './commands-api';
import { newIntent } from './intent';
import type { Offer, PendingRun } from './offers';
import { refusalWordsOf } from './refusal-words';
import { fillIn, targetKeyOf, targetNameOf } from './target';

/** A command as a person wants it run. */
export interface Run {
  readonly command: CommandDescriptor;
  /** As operations name it. */
  readonly target: string | null;
  /** For people. */
  readonly name: string;
  readonly request: RunRequest;
  /** The same for every try of this. */
  readonly intent: string;
}

export type RunOutcome =
  | { readonly status: 'started'; readonly operation: Operation }
  | { readonly status: 'refused'; readonly failure: Failure };

/** Runs commands, and shows at once that it does. */
@Injectable({ providedIn: 'root' })
export class CommandRuns {
  private readonly injector = inject(Injector);
  private readonly api = inject(CommandsApi);
  private readonly feed = inject(OperationsFeed);
  private readonly address = inject(OperationAddress);
  private readonly toasts = inject(Toasts);
  private readonly trouble = inject(Trouble);
  private readonly ticker = inject(Ticker);
  private readonly runs$ = new Subject<Run>();
  private readonly current$ = new BehaviorSubject<readonly PendingRun[]>([]);

  /** What was asked for and is not answered yet. */
  readonly pending$: Observable<readonly PendingRun[]> = this.current$.asObservable();

  /** Runs what was pressed; it is there to be subscribed to for as long as somebody is signed in. */
  readonly done$: Observable<unknown> = this.runs$.pipe(
    mergeMap((run) =>
      this.perform(run).pipe(
        tap((outcome) => {
          if (outcome.status === 'refused') this.explain(run, outcome.failure);
        }),
      ),
    ),
  );

  /** Somebody pressed it. What needs no question is run at once, the rest is asked for. */
  press(offer: Offer): void {
    if (offer.locked !== null || offer.blocked !== null || this.isPending(offer)) return;
    const { command, target } = offer;
    const { params, open } = fillIn(command, target);
    if (open.length > 0 || command.confirmation !== 'none' || command.reasonRequired) {
      this.openDialog(offer);
      return;
    }
    this.runs$.next({
      command,
      target: targetKeyOf(target),
      name: targetNameOf(target),
      request: { params },
      intent: newIntent(),
    });
  }

  perform({ command, target, request, intent }: Run): Observable<RunOutcome> {
    return defer(() => {
      const pending: PendingRun = { command: command.id, target };
      this.current$.next([...this.current$.value, pending]);
      return this.api.run(command.id, request, intent).pipe(
        tap(({ operation }) => {
          this.feed.hear(operation);
        }),
        map(({ operation }): RunOutcome => ({ status: 'started', operation })),
        catchError((error: unknown) => of<RunOutcome>({ status: 'refused', failure: failureOf(error) })),
        finalize(() => {
          this.current$.next(this.current$.value.filter((each) => each !== pending));
        }),
      );
    });
  }

  private isPending({ command, target }: Offer): boolean {
    return this.current$.value.some(
      (each) => each.command === command.id && each.target === targetKeyOf(target),
    );
  }

  private explain(run: Run, failure: Failure): void {
    const { title, text, operationId } = refusalWordsOf(run, failure, this.ticker.read());
    void this.toasts.show({
      glyph: failure.kind === 'refused' ? 'lock' : 'is-bad',
      tone: failure.kind === 'refused' ? 'warn' : 'bad',
      text: title,
      note: text,
      ...this.wayOut(run, failure, operationId),
    });
  }

  private wayOut(
    run: Run,
    failure: Failure,
    operationId: string | null,
  ): { action?: { text: string; act: () => void } } {
    if (operationId !== null) {
      return { action: { text: 'Open', act: () => void this.address.open(operationId) } };
    }
    if (failure.kind === 'refused') return {};
    const again = (): void => {
      this.runs$.next(run); // the same intent: if the first try arrived after all, it is not done twice
    };
    return { action: { text: 'Try again', act: again } };
  }

  private openDialog(offer: Offer): void {
    void this.trouble
      .load(async () => import('./open-command-dialog'))
      .then((part) => {
        part?.openCommandDialog(this.injector, offer);
      });
  }
}
