import { AsyncPipe } from '@angular/common';
import { Component, inject, Injector, input, output } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import { type Params, RouterLink } from '@angular/router';
import { switchMap } from 'rxjs';
import type { Operation } from '#shared/operation';
import { aroundOf } from '../core/changes/around';
import { type Failure, wordsOf } from '../core/http/failure';
import { openCancelDialog } from '../core/operations/open-cancel-dialog';
import { OperationAddress } from '../core/operations/operation-address';
import { OperationBody } from '../core/operations/operation-body';
import { OperationReader } from '../core/operations/operation-reader';
import type { OperationView } from '../core/operations/operation-view';
import { ShownOperations } from '../core/operations/shown-operations';
import { CopyButton } from '../ui/copy/copy-button';
import { Empty } from '../ui/empty/empty';
import { Icon } from '../ui/icon/icon';
import { Status } from '../ui/status/status';
import { aroundMoment, type OperationsQuery } from './operations-query';

/** One operation, beside the list. */
@Component({
  selector: 'app-operation-aside',
  imports: [AsyncPipe, CopyButton, Empty, Icon, OperationBody, RouterLink, Status],
  host: { class: 'contents' },
  templateUrl: './operation-aside.html',
})
export class OperationAside {
  readonly id = input.required<string>();
  readonly closed = output();
  readonly narrowed = output<Partial<OperationsQuery>>();

  private readonly injector = inject(Injector);
  private readonly operations = inject(ShownOperations);
  private readonly address = inject(OperationAddress);
  protected readonly reader = inject(OperationReader);
  protected readonly around = aroundMoment;

  protected readonly view$ = toObservable(this.id).pipe(switchMap((id) => this.operations.of(id)));

  protected changes({ id, requestedAt }: Operation): Params {
    return aroundOf({ id: `o-${id}`, at: requestedAt });
  }

  protected linkTo(id: string): string {
    return `${location.origin}/operations?id=${encodeURIComponent(id)}`;
  }

  protected words(failure: Failure): { readonly title: string; readonly text: string } {
    return wordsOf(failure);
  }

  protected open(id: string): void {
    void this.address.open(id);
  }

  protected cancel(view: OperationView): void {
    openCancelDialog(this.injector, view);
  }
}
