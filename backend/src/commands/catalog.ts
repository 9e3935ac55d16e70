import type { AnyCommand } from './command.ts';
import { composePull } from './definitions/compose-pull.command.ts';
import { composeRestart } from './definitions/compose-restart.command.ts';
import { composeStop } from './definitions/compose-stop.command.ts';
import { composeUp } from './definitions/compose-up.command.ts';
import { pullEveryImage } from './definitions/docker-pull-all.command.ts';
import { pullOneImage } from './definitions/docker-pull.command.ts';
import { hostRebootCheck } from './definitions/host-reboot-check.command.ts';
import { hostRefresh } from './definitions/host-refresh.command.ts';
import { restartService } from './definitions/service-restart.command.ts';
import { startService } from './definitions/service-start.command.ts';
import { stopService } from './definitions/service-stop.command.ts';

/** Everything this program may be asked to execute. A command that is not in this list does not exist. */
export const CATALOG: readonly AnyCommand[] = [
  pullEveryImage,
  pullOneImage,
  startService,
  stopService,
  restartService,
  composeUp,
  composePull,
  composeRestart,
  composeStop,
  hostRefresh,
  hostRebootCheck,
];
