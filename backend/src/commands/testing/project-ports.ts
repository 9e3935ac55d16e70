import type { ContainerEngine } from '../../docker/public.ts';
import type { Settings } from '../../platform/config/settings-file.ts';
import { SystemClock } from '../../platform/time/system-clock.ts';
import type { CommandPorts } from '../command-ports.ts';
import type { ComposeProgram } from '../command-settings.ts';
import { ProcHostProbe } from '../host/proc-host-probe.ts';
import { ConfiguredSettings } from '../settings/configured-settings.ts';
import { SomeServices } from './some-services.ts';

/** The ports with settings as the settings file gives them, an empty directory and no engine, unless told otherwise. */
export function somePorts(
  ports: Partial<CommandPorts> & {
    readonly file?: Pick<Settings, 'commands' | 'compose'>;
    readonly program?: ComposeProgram;
  } = {},
): CommandPorts {
  const {
    file = {},
    program = { status: 'ready', docker: '/usr/bin/docker', env: { HOME: '/root' } },
    ...rest
  } = ports;
  return {
    engine: {} as ContainerEngine, // whoever asks it without having given one fails
    services: new SomeServices([]),
    host: new ProcHostProbe({ root: '/', inContainer: false }),
    settings: new ConfiguredSettings(file, program),
    clock: new SystemClock(),
    ...rest,
  };
}
