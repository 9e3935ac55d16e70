import { A11yModule } from '@angular/cdk/a11y';
import { DialogRef } from '@angular/cdk/dialog';
import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { combineLatest, exhaustMap, map, type Observable, startWith, Subject, tap } from 'rxjs';
import type { RunRequest } from '#shared/operation';
import type { Service } from '#shared/service';
import { Icon } from '../../ui/icon/icon';
import { Ticker } from '../../ui/time/ticker';
import { DirectoryFeed } from '../directory/directory-feed';
import { OperationAddress } from '../operations/operation-address';
import { OperationHistory } from '../operations/operation-history';
import { commandWordsOf } from '../operations/operation-words';
import { CommandForm } from './command-form';
import { CommandRuns, type RunOutcome } from './command-runs';
import { OFFER } from './dialog-offer';
import { effectsOf } from './effects-view';
import { newIntent } from './intent';
import { issuesOf } from './issues';
import { ParamInput } from './param-input';
import { refusalWordsOf, type RefusalWords } from './refusal-words';
import { targetKeyOf, targetNameOf } from './target';

type Sending =
  { readonly status: 'idle' | 'sending' } | { readonly status: 'refused'; readonly words: RefusalWords };

/** What will happen, in numbers, and what has to be said before it does. */
@Component({
  selector: 'app-command-dialog',
  imports: [A11yModule, AsyncPipe, Icon, ParamInput],
  host: { class: 'dialog' },
  templateUrl: './command-dialog.html',
})
export class CommandDialog {
  private readonly dialog = inject(DialogRef);
  private readonly runs = inject(CommandRuns);
  private readonly address = inject(OperationAddress);
  private readonly offer = inject(OFFER);
  private readonly ticker = inject(Ticker);
  /** One dialog is one wish: a second press, or another try after a lost answer, is the same one. */
  private readonly intent = newIntent();
  private readonly requests$ = new Subject<RunRequest>();

  protected readonly form = new CommandForm(this.offer);
  protected readonly command = this.offer.command;
  protected readonly name = targetNameOf(this.offer.target);
  protected readonly words = commandWordsOf(this.command.id, this.command.title);
  protected readonly title = [this.words.verb, this.name].filter((part) => part !== '').join(' ');
  protected readonly isGrave = this.command.risk === 'destructive' || this.command.confirmation === 'typed';

  private readonly sending$: Observable<Sending> = this.requests$.pipe(
    exhaustMap((request) =>
      this.runs
        .perform({
          command: this.command,
          target: targetKeyOf(this.offer.target),
          name: this.name,
          request,
          intent: this.intent,
        })
        .pipe(
          tap((outcome) => {
            this.finish(outcome);
          }),
          map((outcome) => this.sendingOf(outcome)),
          startWith<Sending>({ status: 'sending' }),
        ),
    ),
    startWith<Sending>({ status: 'idle' }),
  );

  private readonly services$: Observable<readonly Service[]> = inject(DirectoryFeed).directory$.pipe(
    map((watched) => (watched.status === 'known' ? [...watched.value.services.values()] : [])),
  );

  protected readonly view$ = combineLatest({
    sending: this.sending$,
    services: this.services$,
    stats: inject(OperationHistory).stats$.pipe(
      map((stats) => stats.get(this.command.id) ?? null),
      startWith(null),
    ),
  }).pipe(
    map(({ sending, services, stats }) => ({
      sending,
      services,
      effects: effectsOf(this.command, this.offer.target, services, stats),
    })),
  );

  protected submit(event: Event): void {
    event.preventDefault();
    const request = this.form.submit();
    if (request !== null) this.requests$.next(request);
  }

  protected close(): void {
    this.dialog.close();
  }

  protected openOther(operationId: string): void {
    this.dialog.close();
    void this.address.open(operationId);
  }

  private finish(outcome: RunOutcome): void {
    if (outcome.status !== 'started') return;
    this.dialog.close();
    void this.address.open(outcome.operation.id);
  }

  private sendingOf(outcome: RunOutcome): Sending {
    if (outcome.status === 'started') return { status: 'sending' };
    this.form.refuse(issuesOf(outcome.failure));
    return {
      status: 'refused',
      words: refusalWordsOf({ command: this.command, name: this.name }, outcome.failure, this.ticker.read()),
    };
  }
}
