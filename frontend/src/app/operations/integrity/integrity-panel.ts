import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { map } from 'rxjs';
import { IntegrityStrip } from './integrity-strip';
import { integrityViewOf } from './integrity-view';
import { TrailIntegrity } from './trail-integrity';

/** The chain of the trail, for admins. */
@Component({
  selector: 'app-integrity-panel',
  imports: [AsyncPipe, IntegrityStrip],
  providers: [TrailIntegrity],
  host: { class: 'block' },
  template: `
    @if (view$ | async; as view) {
      <app-integrity-strip [view]="view" (again)="trail.askAgain()" (wanted)="trail.verify()" />
    }
  `,
})
export class IntegrityPanel {
  protected readonly trail = inject(TrailIntegrity);
  protected readonly view$ = this.trail.integrity$.pipe(map(integrityViewOf));
}
