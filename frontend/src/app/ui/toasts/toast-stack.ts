import { LiveAnnouncer } from '@angular/cdk/a11y';
import {
  createGlobalPositionStrategy,
  createNoopScrollStrategy,
  createOverlayRef,
} from '@angular/cdk/overlay';
import { ComponentPortal } from '@angular/cdk/portal';
import { AsyncPipe } from '@angular/common';
import { Component, inject, type Injector } from '@angular/core';
import { ToastCard } from './toast-card';
import { Toasts } from './toasts';

@Component({
  selector: 'app-toast-stack',
  imports: [AsyncPipe, ToastCard],
  host: { class: 'toasts', role: 'region', 'aria-label': 'Messages' },
  template: `
    @for (toast of toasts$ | async; track toast.id) {
      <app-toast-card [toast]="toast" (dismissed)="close(toast.id)" (expired)="close(toast.id)" />
    }
  `,
})
class ToastStack {
  private readonly toasts = inject(Toasts);
  protected readonly toasts$ = this.toasts.toasts$;

  protected close(id: number): void {
    this.toasts.close(id);
  }
}

/** Puts the stack on the page; call it once. What it returns reads a toast to those who cannot see it. */
export function attachToastStack(injector: Injector): { announce(text: string): void } {
  const overlay = createOverlayRef(injector, {
    positionStrategy: createGlobalPositionStrategy(injector).bottom('var(--toasts-bottom)').right('16px'),
    scrollStrategy: createNoopScrollStrategy(),
  });
  overlay.attach(new ComponentPortal(ToastStack, null, injector));
  const announcer = injector.get(LiveAnnouncer);
  return { announce: (text) => void announcer.announce(text) };
}
