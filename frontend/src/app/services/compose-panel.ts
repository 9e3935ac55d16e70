import { Component, input } from '@angular/core';
import type { ComposeOrigin } from '#shared/service-detail';
import { Breakable } from '../ui/breakable/breakable';
import { CopyButton } from '../ui/copy/copy-button';

/** Where the service is defined. */
@Component({
  selector: 'app-compose-panel',
  imports: [Breakable, CopyButton],
  host: { class: 'contents' },
  template: `
    @let origin = compose();
    <section class="panel" aria-labelledby="compose-title">
      <header class="panel-head"><h2 id="compose-title">Compose</h2></header>
      <dl class="facts">
        <dt>Project</dt>
        <dd>{{ origin.project }}</dd>
        <dt>Service</dt>
        <dd>{{ origin.service }}</dd>
        @if (origin.workingDir; as folder) {
          <dt>Folder</dt>
          <dd class="with-copy">
            <code class="min-w-0"><app-breakable [text]="folder" /></code>
            <app-copy-button class="ml-auto" [text]="folder" what="folder" />
          </dd>
        }
        @for (file of origin.configFiles; track file) {
          <dt>File</dt>
          <dd class="with-copy">
            <code class="min-w-0"><app-breakable [text]="file" /></code>
            <app-copy-button class="ml-auto" [text]="file" what="path of the compose file" />
          </dd>
        }
        <dt>Replicas</dt>
        <dd>{{ origin.replicas }}</dd>
      </dl>
    </section>
  `,
})
export class ComposePanel {
  readonly compose = input.required<ComposeOrigin>();
}
