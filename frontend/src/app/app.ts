import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { type PageTrouble, Trouble } from './core/navigation/trouble';
import { TroubleNotice } from './core/navigation/trouble-notice';

@Component({
  selector: 'app-root',
  imports: [AsyncPipe, RouterOutlet, TroubleNotice],
  template: `
    @if (trouble$ | async; as trouble) {
      <app-trouble-notice [kind]="trouble.kind" (again)="tryAgain(trouble)" />
    }
    <router-outlet />
  `,
})
export class App {
  private readonly trouble = inject(Trouble);
  protected readonly trouble$ = this.trouble.trouble$;

  protected tryAgain(trouble: PageTrouble): void {
    this.trouble.tryAgain(trouble);
  }
}
