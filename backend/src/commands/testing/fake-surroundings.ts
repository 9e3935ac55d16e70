import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Role } from '#shared/role';
import type { ServiceDetail } from '#shared/service-detail';
import { ConfiguredCommands, NoConfiguredCommands } from '../command-catalog.ts';
import { Services } from '../command-ports.ts';
import {
  type CommandRule,
  CommandSettings,
  type ComposeProgram,
  type ComposeProjectSettings,
} from '../command-settings.ts';
import { type HostFacts, HostProbe, type RebootNeed } from '../host-probe.ts';

/** A directory a test fills by hand. */
class FakeServices extends Services {
  live = true;
  readonly services = new Map<string, ServiceDetail>();

  override find(key: string): ServiceDetail | null {
    return this.services.get(key) ?? null;
  }

  override ofProject(project: string): readonly ServiceDetail[] {
    return this.all().filter((service) => service.project === project);
  }

  override all(): readonly ServiceDetail[] {
    return [...this.services.values()];
  }

  override isLive(): boolean {
    return this.live;
  }

  override ownContainerId(): string | null {
    return null;
  }

  override engineProxyId(): string | null {
    return null;
  }
}

/** Allows everything with the command's own role, unless a test says otherwise. */
class FakeCommandSettings extends CommandSettings {
  override readonly composeRoots = null;
  override readonly composeProgram: ComposeProgram = {
    status: 'unavailable',
    reason: 'There is no compose in this test.',
  };
  readonly rules = new Map<string, Partial<CommandRule> | null>();

  override ruleFor(commandId: string, role: Role): CommandRule | null {
    const rule = this.rules.get(commandId);
    if (rule === null) return null;
    return { role, services: null, projects: null, reasonRequired: false, ...rule };
  }

  override composeProject(): ComposeProjectSettings | null {
    return null;
  }
}

/** A machine that says nothing of itself. */
class NoHost extends HostProbe {
  override async facts(): Promise<HostFacts> {
    return Promise.reject(new Error('there is no host in this test'));
  }

  override async rebootNeed(): Promise<RebootNeed> {
    return Promise.reject(new Error('there is no host in this test'));
  }
}

/** What the runtime needs around it and has nothing to do with: the directory, the settings, the host. */
@Global()
@Module({})
export class FakeSurroundings {
  readonly services = new FakeServices();
  readonly settings = new FakeCommandSettings();

  asModule(): DynamicModule {
    const providers = [
      { provide: Services, useValue: this.services },
      { provide: CommandSettings, useValue: this.settings },
      { provide: HostProbe, useValue: new NoHost() },
      { provide: ConfiguredCommands, useValue: new NoConfiguredCommands() },
    ];
    return { module: FakeSurroundings, providers, exports: providers.map(({ provide }) => provide) };
  }
}
