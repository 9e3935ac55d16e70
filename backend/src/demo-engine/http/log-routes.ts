import { isRunning, type Container } from '../model/container.ts';
import { EngineRefusal } from '../model/engine-refusal.ts';
import { type LogLine } from '../model/log-history.ts';
import { toFixedRfc3339, toNanos, type Moment } from '../model/moment.ts';
import { isOlderThan } from '../wire/view.ts';
import { flag, unixTime, type Call } from './call.ts';
import { frame } from './log-frame.ts';
import { type Headers } from './reply.ts';

interface LogOptions {
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly timestamps: boolean;
  /** Nanoseconds, included; null: no limit. */
  readonly since: bigint | null;
  readonly until: bigint | null;
}

const NANOS_PER_MICRO = 1_000n;

/** What a container wrote, and with `follow` what it writes, until it ends. */
export function streamLogs(call: Call): void {
  const { model, reply, name } = call;
  const container = model.fleet.get(name);
  const options = readOptions(call);
  const send = (lines: readonly LogLine[]): void => {
    for (const line of lines)
      if (isWanted(line, options)) reply.write(frame(render(line, options, container), line, container));
  };
  reply.head(200, { ...call.headers, ...contentType(call, container) });
  // The last lines of both streams are counted first and chosen from after, as in the engine.
  const reading = model.logs.read(container, tailCount(call), firstMoment(options.since));
  send(reading.lines);
  if (!flag(call, 'follow') || !isRunning(container) || !isUntil(model.clock.now(), options)) {
    reply.end();
    return;
  }
  const unfollow = model.logs.follow(container, reading.until, {
    lines: send,
    ended: () => {
      reply.end();
    },
  });
  const until = options.until === null ? null : Number(options.until / NANOS_PER_MICRO);
  const end =
    until === null
      ? null
      : model.agenda.schedule(until, () => {
          reply.end();
        });
  reply.onClose(() => {
    unfollow();
    end?.cancel();
  });
}

function readOptions(call: Call): LogOptions {
  const options = {
    stdout: flag(call, 'stdout'),
    stderr: flag(call, 'stderr'),
    timestamps: flag(call, 'timestamps'),
    since: unixTime(call, 'since'),
    until: unixTime(call, 'until'),
  };
  if (options.stdout || options.stderr) return options;
  throw EngineRefusal.badRequest('Bad parameters: you must choose at least one stream');
}

/** Anything that is no number means all. */
function tailCount({ query }: Call): number {
  const tail = query.get('tail') ?? 'all';
  return /^\d+$/.test(tail) ? Number(tail) : Number.MAX_SAFE_INTEGER;
}

function firstMoment(since: bigint | null): Moment {
  if (since === null) return 0;
  const moment = Number(since / NANOS_PER_MICRO);
  return toNanos(moment) < since ? moment + 1 : moment;
}

function isUntil(at: Moment, { until }: LogOptions): boolean {
  return until === null || toNanos(at) <= until;
}

function isWanted({ stream, at }: LogLine, options: LogOptions): boolean {
  return options[stream] && isUntil(at, options);
}

function render({ at, text }: LogLine, { timestamps }: LogOptions, { spec }: Container): string {
  return `${timestamps ? `${toFixedRfc3339(at)} ` : ''}${text}${spec.tty ? '\r\n' : '\n'}`;
}

function contentType(call: Call, { spec }: Container): Headers {
  if (call.profile.isClassic) return {};
  // To clients from before 1.42, engines since 23.0 call everything raw, frames or not.
  const kind = spec.tty || isOlderThan(call, '1.42') ? 'raw' : 'multiplexed';
  return { 'Content-Type': `application/vnd.docker.${kind}-stream` };
}
