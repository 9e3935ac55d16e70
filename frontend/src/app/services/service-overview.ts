import { Component, computed, input, output } from '@angular/core';
import { Icon } from '../ui/icon/icon';
import { Age } from '../ui/time/age';
import { ComposePanel } from './compose-panel';
import { ContainerPanel } from './container-panel';
import { EnvironmentPanel } from './environment-panel';
import { HealthPanel } from './health-panel';
import { LabelsPanel } from './labels-panel';
import { MountsPanel } from './mounts-panel';
import { NetworksPanel } from './networks-panel';
import { ReplicaSwitch } from './replica-switch';
import type { ServiceShown } from './service-page-view';

/** Everything known about a service: how it is, then how it is made. */
@Component({
  selector: 'app-service-overview',
  imports: [
    Age,
    ComposePanel,
    ContainerPanel,
    EnvironmentPanel,
    HealthPanel,
    Icon,
    LabelsPanel,
    MountsPanel,
    NetworksPanel,
    ReplicaSwitch,
  ],
  templateUrl: './service-overview.html',
  host: { class: 'contents' },
})
export class ServiceOverview {
  readonly view = input.required<ServiceShown>();
  readonly containerChosen = output<string>();

  /** What the engine said about the container itself, if there is anything to say. */
  protected readonly engineWords = computed(() => {
    const container = this.view().container;
    if (container === null) return null;
    if (container.engineMessage !== '') return container.engineMessage;
    return container.oomKilled
      ? 'The last run was killed because the machine or its limit ran out of memory.'
      : null;
  });
}
