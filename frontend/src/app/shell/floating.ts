import { type ElementRef, inject, Injectable, Injector } from '@angular/core';
import { TypedAhead } from '../core/keyboard/typed-ahead';
import { Trouble } from '../core/navigation/trouble';
import type * as OpenFloating from './open-floating';

/** Opens what floats over the page. It is loaded when it is first wanted. */
@Injectable({ providedIn: 'root' })
export class Floating {
  private readonly injector = inject(Injector);
  private readonly trouble = inject(Trouble);
  private readonly typedAhead = inject(TypedAhead);
  private part: typeof OpenFloating | null = null;

  /** Loads it now, so that it is there when the server is not. */
  prepare(): void {
    void import('./open-floating').catch(() => undefined); // tried again when it is wanted
  }

  /** Closes whatever is open. */
  closeAll(): void {
    this.part?.closeAll(this.injector);
  }

  openPalette(): void {
    this.typedAhead.hold();
    this.withPart(({ openPalette }) => {
      openPalette(this.injector);
    });
  }

  openKeys(): void {
    this.withPart(({ openKeys }) => {
      openKeys(this.injector);
    });
  }

  /** @param beside what the panel stands beside; without, it is a sheet from below */
  openAccount(beside?: ElementRef<HTMLElement>): void {
    this.withPart(({ openAccount }) => {
      openAccount(this.injector, beside);
    });
  }

  /** @param beside what the panel stands beside; without, it is a sheet from below */
  openProjects(beside?: ElementRef<HTMLElement>): void {
    this.withPart(({ openProjects }) => {
      openProjects(this.injector, beside);
    });
  }

  /** @param beside what the panel stands beside; without, it is a sheet from below */
  openRunning(beside?: ElementRef<HTMLElement>): void {
    this.withPart(({ openRunning }) => {
      openRunning(this.injector, beside);
    });
  }

  private withPart(use: (part: typeof OpenFloating) => void): void {
    void this.trouble
      .load(async () => import('./open-floating'))
      .then((part) => {
        this.part = part;
        if (part === null) this.typedAhead.take();
        else use(part);
      });
  }
}
