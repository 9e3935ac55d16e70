import { A11yModule } from '@angular/cdk/a11y';
import { DialogRef } from '@angular/cdk/dialog';
import { AsyncPipe } from '@angular/common';
import { Component, inject, InjectionToken } from '@angular/core';
import { catchError, exhaustMap, map, of, startWith, Subject, tap } from 'rxjs';
import type { Operation } from '#shared/operation';
import { Icon } from '../../ui/icon/icon';
import { failureOf, wordsOf } from '../http/failure';
import { cancelWordsOf } from './cancel-words';
import { OperationReader } from './operation-reader';
import { OperationsApi } from './operations-api';

/** What is to be cancelled, and how it is called. */
export const TO_CANCEL = new InjectionToken<{ readonly operation: Operation; readonly title: string }>(
  'TO_CANCEL',
);

/** Asks once more, and says what stays. */
@Component({
  selector: 'app-cancel-dialog',
  imports: [A11yModule, AsyncPipe, Icon],
  host: { class: 'dialog' },
  template: `
    @let sending = (sending$ | async) ?? { status: 'idle', text: '' };
    <div class="dialog-head">
      <h2 id="cancel-title">Cancel “{{ asked.title }}”?</h2>
    </div>
    <div class="dialog-body">
      <p class="text-muted">{{ words }}</p>
      @if (sending.text) {
        <p class="hint hint-bad" role="alert">{{ sending.text }}</p>
      }
    </div>
    <div class="dialog-foot">
      <button type="button" class="btn" cdkFocusInitial (click)="close()">Keep running</button>
      <button
        type="button"
        class="btn btn-danger"
        [attr.aria-busy]="sending.status === 'sending'"
        (click)="confirm$.next()"
      >
        @if (sending.status === 'sending') {
          <app-icon class="animate-spin" name="is-starting" />
        }
        {{ sending.status === 'sending' ? 'Cancelling' : 'Cancel operation' }}
      </button>
    </div>
  `,
})
export class CancelDialog {
  private readonly dialog = inject(DialogRef);
  private readonly api = inject(OperationsApi);
  private readonly reader = inject(OperationReader);
  protected readonly asked = inject(TO_CANCEL);
  protected readonly words = cancelWordsOf(this.asked.operation);
  protected readonly confirm$ = new Subject<void>();

  protected readonly sending$ = this.confirm$.pipe(
    exhaustMap(() =>
      this.api.cancel(this.asked.operation.id).pipe(
        tap(() => {
          this.reader.askAgain();
          this.dialog.close();
        }),
        map(() => ({ status: 'sending', text: '' })),
        catchError((error: unknown) => of({ status: 'idle', text: wordsOf(failureOf(error)).text })),
        startWith({ status: 'sending', text: '' }),
      ),
    ),
  );

  protected close(): void {
    this.dialog.close();
  }
}
