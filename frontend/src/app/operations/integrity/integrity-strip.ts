import { Component, input, output } from '@angular/core';
import { CopyButton } from '../../ui/copy/copy-button';
import { Icon } from '../../ui/icon/icon';
import { Moment } from '../../ui/time/moment';
import type { IntegrityView } from './integrity-view';

/** Whether the trail can be relied on, in one line; where it cannot, what to do. */
@Component({
  selector: 'app-integrity-strip',
  imports: [CopyButton, Icon, Moment],
  host: { class: 'block' },
  templateUrl: './integrity-strip.html',
})
export class IntegrityStrip {
  readonly view = input.required<IntegrityView>();
  readonly again = output();
  readonly wanted = output();

  /** @param isIdle the button stays where it is during a check, so that it keeps the focus */
  protected verify(isIdle: boolean): void {
    if (isIdle) this.wanted.emit();
  }
}
