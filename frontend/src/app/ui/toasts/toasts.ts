import { inject, Injectable, Injector } from '@angular/core';
import { BehaviorSubject, type Observable } from 'rxjs';
import type { Toast } from './toast';

/** More would hide what lies behind them. */
const SHOWN_MAX = 3;

interface ToastStack {
  announce(text: string): void;
}

/** Shows toasts. What draws them is loaded with the first one. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  private readonly injector = inject(Injector);
  private readonly current$ = new BehaviorSubject<readonly Toast[]>([]);
  private nextId = 1;
  private stack: Promise<ToastStack | null> | undefined;

  readonly toasts$: Observable<readonly Toast[]> = this.current$.asObservable();

  /** Loads what draws toasts now: one that tells of a lost server cannot be fetched from it. */
  async prepare(): Promise<void> {
    await this.loadStack();
  }

  async show(toast: Omit<Toast, 'id'>): Promise<void> {
    this.current$.next([...this.current$.value, { ...toast, id: this.nextId++ }].slice(-SHOWN_MAX));
    const stack = await this.loadStack();
    stack?.announce(toast.note === undefined ? toast.text : `${toast.text}. ${toast.note}`);
  }

  close(id: number): void {
    this.current$.next(this.current$.value.filter((toast) => toast.id !== id));
  }

  private async loadStack(): Promise<ToastStack | null> {
    this.stack ??= import('./toast-stack').then(
      ({ attachToastStack }) => attachToastStack(this.injector),
      () => {
        this.stack = undefined; // without it there are no toasts for now; the next one tries again
        return null;
      },
    );
    return this.stack;
  }
}
