import type { ContainerEngine } from '../../docker/public.ts';
import type { Clock } from '../../platform/time/clock.ts';
import type { CommandPorts, Services } from '../command-ports.ts';
import {
  CommandSettings,
  type CommandRule,
  type ComposeProjectSettings,
  type ComposeProgram,
} from '../command-settings.ts';
import { HostProbe, type HostFacts, type RebootNeed } from '../host-probe.ts';

/** The ports of commands that work on the engine alone: whatever else they asked would be an error. */
export function enginePorts(ports: {
  readonly engine: ContainerEngine;
  readonly services: Services;
  readonly clock: Clock;
}): CommandPorts {
  return { ...ports, host: new NoHost(), settings: new NoSettings() };
}

class NoHost extends HostProbe {
  override async facts(): Promise<HostFacts> {
    return Promise.reject(new Error('this command does not ask the host'));
  }

  override async rebootNeed(): Promise<RebootNeed> {
    return Promise.reject(new Error('this command does not ask the host'));
  }
}

class NoSettings extends CommandSettings {
  override readonly composeRoots = null;
  override readonly composeProgram: ComposeProgram = {
    status: 'unavailable',
    reason: 'this command does not run compose',
  };

  override ruleFor(): CommandRule | null {
    throw new Error('a command does not check its own rule');
  }

  override composeProject(): ComposeProjectSettings | null {
    throw new Error('this command does not ask for compose projects');
  }
}
