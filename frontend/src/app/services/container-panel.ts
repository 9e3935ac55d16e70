import { Component, computed, input } from '@angular/core';
import type { ContainerDetail } from '#shared/service-detail';
import { shortId } from '../core/directory/image-reference';
import { Breakable } from '../ui/breakable/breakable';
import { CopyButton } from '../ui/copy/copy-button';
import { Age } from '../ui/time/age';
import { Moment } from '../ui/time/moment';
import { publishedPortsOf } from './published-ports';

/** What a container was made from and how it has fared. */
@Component({
  selector: 'app-container-panel',
  imports: [Age, Breakable, CopyButton, Moment],
  templateUrl: './container-panel.html',
  host: { class: 'contents' },
})
export class ContainerPanel {
  readonly container = input.required<ContainerDetail>();

  protected readonly shortId = shortId;
  protected readonly ports = computed(() => publishedPortsOf(this.container().ports));
  protected readonly isDown = computed(() => {
    const { state } = this.container();
    return state === 'exited' || state === 'dead';
  });
  protected readonly policy = computed(() => {
    const { name, maximumRetries } = this.container().restartPolicy;
    return maximumRetries > 0 ? `${name}, at most ${maximumRetries} times` : name;
  });
  protected readonly command = computed(() => this.container().command.join(' '));
}
