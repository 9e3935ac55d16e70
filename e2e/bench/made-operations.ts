import type { TerminalStatus } from '../../backend/src/commands/history/rollup-cell.ts';

/** An operation as it is stored, with what the list, the search and the metrics look at. */
export interface MadeOperation {
  readonly id: string;
  readonly command: string;
  readonly target: string | null;
  readonly params: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly status: TerminalStatus;
  readonly requestedAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number;
  readonly durationMs: number | null;
  readonly exitCode: number | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** Thirteen months. */
const SPAN_MS = 395 * 86_400_000;

/** How often each is run, what it acts on, and how long it takes in the middle. */
const COMMANDS = [
  { id: 'service.restart', weight: 22, on: 'service', medianMs: 8_000, failing: 0.04 },
  { id: 'docker.pull', weight: 16, on: 'service', medianMs: 21_000, failing: 0.03 },
  { id: 'service.stop', weight: 9, on: 'service', medianMs: 3_000, failing: 0.01 },
  { id: 'service.start', weight: 9, on: 'service', medianMs: 5_000, failing: 0.05 },
  { id: 'compose.up', weight: 8, on: 'service', medianMs: 34_000, failing: 0.09 },
  { id: 'compose.pull', weight: 7, on: 'service', medianMs: 48_000, failing: 0.03 },
  { id: 'compose.restart', weight: 5, on: 'service', medianMs: 16_000, failing: 0.04 },
  { id: 'compose.stop', weight: 4, on: 'service', medianMs: 7_000, failing: 0.01 },
  { id: 'host.refresh', weight: 12, on: 'nothing', medianMs: 900, failing: 0.001 },
  { id: 'host.reboot-check', weight: 4, on: 'nothing', medianMs: 40, failing: 0.002 },
  { id: 'docker.pull-all', weight: 3, on: 'nothing', medianMs: 180_000, failing: 0.12 },
  { id: 'backup.run', weight: 1, on: 'nothing', medianMs: 900_000, failing: 0.06 },
] as const;

const ACTORS = [
  { name: 'schedule', weight: 58 },
  { name: 'marta', weight: 20 },
  { name: 'jonas', weight: 12 },
  { name: 'cli', weight: 7 },
  { name: 'petra', weight: 2.9 },
  { name: 'guest', weight: 0.1 },
] as const;

const PROJECTS = ['media', 'immich', 'edge', 'paperless', 'home', 'dev', 'monitoring', 'books'];
const SERVICES = ['server', 'database', 'cache', 'worker', 'proxy'];

/** Forty, the first ones far more often than the last. */
export const TARGETS = SERVICES.flatMap((service) => PROJECTS.map((project) => `${project}/${service}`));

const REASON_WORDS =
  `after before update upgrade new image slow leak memory disk full restart weekly monthly cleanup security
  fix certificate renewal configuration change database migration stuck queue requested trying again maintenance`.split(
    /\s+/,
  );

/** Every so many operations the clock was found to be ahead, and set back. */
const CLOCK_SET_BACK_EVERY = 40_000;
const CLOCK_SET_BACK_MS = 90_000;

/**
 * Operations as a busy home makes them, oldest first and the same every time: more by day than by night, a few
 * commands and services most of the time, durations with a long tail.
 */
export function* makeOperations(count: number, end: number): Generator<MadeOperation> {
  const random = randomFrom(20_260_618);
  const step = SPAN_MS / count;
  for (let index = 0; index < count; index += 1) {
    const ahead = index % CLOCK_SET_BACK_EVERY < 5 && index >= CLOCK_SET_BACK_EVERY ? CLOCK_SET_BACK_MS : 0;
    const at = Math.floor(end - SPAN_MS + (index + random() * 0.999) * step) - ahead;
    yield makeOperation(index, at, random);
  }
}

function makeOperation(index: number, requestedAt: number, random: () => number): MadeOperation {
  const command = pick(COMMANDS, random());
  const target =
    command.on === 'nothing' ? null : (TARGETS[Math.floor(random() ** 2.5 * TARGETS.length)] ?? null);
  const status = statusOf(random(), command.failing);
  const hasRun = status !== 'refused' && !(status === 'cancelled' && random() < 0.5);
  const durationMs = hasRun ? Math.round(command.medianMs * Math.exp(normal(random) * 0.6)) : null;
  const waited = Math.floor(random() * 400);
  return {
    id: `${requestedAt.toString(16).padStart(12, '0')}-${index.toString(16).padStart(8, '0')}`,
    command: command.id,
    target,
    params: target === null ? '{}' : JSON.stringify({ service: target }),
    actor: pick(ACTORS, random()).name,
    reason: random() < 0.3 ? reasonOf(random) : null,
    status,
    requestedAt,
    startedAt: hasRun ? requestedAt + waited : null,
    finishedAt: requestedAt + waited + (durationMs ?? 0),
    durationMs,
    exitCode: status === 'succeeded' ? 0 : status === 'failed' ? 1 + Math.floor(random() * 3) : null,
    ...errorOf(status, target, random),
  };
}

function statusOf(draw: number, failing: number): TerminalStatus {
  if (draw < failing) return 'failed';
  if (draw < failing + 0.004) return 'timed_out';
  if (draw < failing + 0.012) return 'cancelled';
  if (draw < failing + 0.0125) return 'interrupted';
  return draw < failing + 0.02 ? 'refused' : 'succeeded';
}

function errorOf(
  status: TerminalStatus,
  target: string | null,
  random: () => number,
): Pick<MadeOperation, 'errorCode' | 'errorMessage'> {
  const name = target ?? 'the host';
  switch (status) {
    case 'succeeded':
      return { errorCode: null, errorMessage: null };
    case 'failed':
      return random() < 0.6
        ? {
            errorCode: 'health_check_failed',
            errorMessage: `The health check of ${name} failed for 30 s: connection refused.`,
          }
        : {
            errorCode: 'exit_code',
            errorMessage: `docker compose ended with an error: no space left on device (${name}).`,
          };
    case 'timed_out':
      return {
        errorCode: 'timed_out',
        errorMessage: `${name} did not finish within its 60 s and was stopped.`,
      };
    case 'cancelled':
      return { errorCode: 'cancelled', errorMessage: 'Stopped on request.' };
    case 'interrupted':
      return { errorCode: 'interrupted', errorMessage: 'The server stopped while it ran.' };
    case 'refused':
      return { errorCode: 'already_running', errorMessage: `Another operation on ${name} runs already.` };
  }
}

function reasonOf(random: () => number): string {
  return Array.from(
    { length: 3 + Math.floor(random() * 5) },
    () => REASON_WORDS[Math.floor(random() * REASON_WORDS.length)],
  ).join(' ');
}

function pick<T extends { readonly weight: number }>(choices: readonly T[], draw: number): T {
  let rest = draw * choices.reduce((sum, { weight }) => sum + weight, 0);
  for (const choice of choices) {
    rest -= choice.weight;
    if (rest < 0) return choice;
  }
  throw new Error('a draw is less than one');
}

/** A sum of twelve draws, less six: close enough to the normal distribution. */
function normal(random: () => number): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw += 1) sum += random();
  return sum;
}

/** mulberry32: small, fast, and the same sequence everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
