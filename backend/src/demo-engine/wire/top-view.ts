import { type Container } from '../model/container.ts';
import { toRfc3339 } from '../model/moment.ts';
import { type JsonObject } from './view.ts';

/** `GET /containers/{id}/top`. */
export function topView({ spec, pid, startedAt }: Container): JsonObject {
  const started = toRfc3339(startedAt).slice(11, 16);
  const command = [...(spec.entrypoint ?? []), ...spec.command].join(' ');
  const user = spec.user === '' ? 'root' : spec.user;
  const processes = Array.from(
    { length: Math.min(spec.behaviour.processes, PROCESSES_SHOWN) },
    (_, index) => {
      const parent = index === 0 ? pid - 22 : pid;
      return [user, String(pid + index), String(parent), '0', started, '?', '00:00:00', command];
    },
  );
  return { Processes: processes, Titles: ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'] };
}

const PROCESSES_SHOWN = 8;
