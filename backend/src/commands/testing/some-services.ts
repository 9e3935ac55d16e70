import type { ServiceDetail } from '#shared/service-detail';
import { Services } from '../command-ports.ts';

/** A directory that is what a test says. */
export class SomeServices extends Services {
  constructor(
    private readonly services: readonly ServiceDetail[],
    private readonly own: string | null = null,
    private readonly proxy: string | null = null,
  ) {
    super();
  }

  override find(key: string): ServiceDetail | null {
    return this.services.find((service) => service.key === key) ?? null;
  }

  override ofProject(project: string): readonly ServiceDetail[] {
    return this.services.filter((service) => service.project === project);
  }

  override all(): readonly ServiceDetail[] {
    return this.services;
  }

  override isLive(): boolean {
    return true;
  }

  override ownContainerId(): string | null {
    return this.own;
  }

  override engineProxyId(): string | null {
    return this.proxy;
  }
}
