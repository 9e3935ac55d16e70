import { Component } from '@angular/core';
import { Empty } from '../ui/empty/empty';

/** There is no picture of the services yet; the banner above says why. */
@Component({
  selector: 'app-not-known',
  imports: [Empty],
  host: { class: 'panel block' },
  template: `
    <app-empty icon="is-unknown" title="The services are not known yet">
      The Docker engine has not answered since this server was started. They appear here by themselves as soon
      as it does.
    </app-empty>
  `,
})
export class NotKnown {}
