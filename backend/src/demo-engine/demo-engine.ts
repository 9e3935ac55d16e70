import { FaultBoard, type DemoFaults } from './faults/fault-board.ts';
import { beginCrowdLife } from './homelab/crowd-life.ts';
import { installCrowd } from './homelab/crowd.ts';
import { installHomelab } from './homelab/homelab.ts';
import { Life } from './homelab/life.ts';
import { PROGRAMS } from './homelab/programs/programs.ts';
import { Api } from './http/api.ts';
import { answerControl, isControl } from './http/control.ts';
import { listenOnUnixSocket } from './http/unix-server.ts';
import { ModelLab, type DemoLab } from './lab.ts';
import { EngineModel } from './model/engine-model.ts';
import { PROFILES, type DemoVersion } from './wire/profile.ts';

export interface DemoEngineOptions {
  /** Where to listen. A socket nobody listens on any more is replaced. */
  readonly socketPath: string;
  /** The same seed at the same time gives the same homelab with the same future. Default 1. */
  readonly seed?: number;
  /** Milliseconds since 1970. A clock that stands still is moved by `lab.advance` alone. Default: the machine's. */
  readonly now?: () => number;
  /** Instead of the homelab, so many generated containers, 5,000 at most. */
  readonly containers?: number;
  /** Nothing changes by itself. What is set off goes on: a crash is followed by the restart policy. */
  readonly still?: boolean;
  /** Which release it pretends to be. Default `28.5`. */
  readonly version?: DemoVersion;
  /** Answers `POST /_demo/…`, by which another process drives faults and lab. For tests only. */
  readonly control?: boolean;
}

/** A Docker engine that is not there. */
export interface DemoEngine {
  readonly socketPath: string;
  readonly faults: DemoFaults;
  readonly lab: DemoLab;
  /** Ends timers, streams and connections, and removes the socket. */
  close(): Promise<void>;
}

const DEFAULT_SEED = 1;

export async function startDemoEngine(options: DemoEngineOptions): Promise<DemoEngine> {
  const {
    socketPath,
    seed = DEFAULT_SEED,
    now = Date.now,
    containers,
    still = false,
    version = '28.5',
  } = options;
  const profile = PROFILES[version];
  const isCrowd = containers !== undefined;
  const model = new EngineModel({
    now,
    seed,
    probing: !still && !isCrowd,
    chatty: !still,
    eventOrder: profile.eventOrder,
    programs: PROGRAMS,
  });
  model.clock.at(model.clock.now(), () => {
    if (isCrowd) installCrowd(model, containers);
    else installHomelab(model);
  });
  const faults = new FaultBoard(model.eventLog);
  const lab = new ModelLab(model);
  const api = new Api({ model, profile, faults });
  const server = await listenOnUnixSocket(socketPath, (request, response) => {
    if (options.control === true && isControl(request))
      void answerControl(request, response, { faults, lab });
    else api.answer(request, response);
  });
  if (!still) {
    if (isCrowd) beginCrowdLife(model);
    else new Life(model).begin();
  }
  return {
    socketPath,
    faults,
    lab,
    close: async () => {
      model.close();
      await server.close();
    },
  };
}
