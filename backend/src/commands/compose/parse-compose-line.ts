import * as z from 'zod/mini';
import type { ComposeEvent } from './compose-event.ts';

const JsonProgress = z.object({
  id: z.string(),
  parent_id: z.optional(z.string()),
  text: z.optional(z.string()),
  status: z.optional(z.string()),
  current: z.optional(z.number()),
  total: z.optional(z.number()),
});
const JsonError = z.object({ error: z.literal(true), message: z.string() });
const JsonLog = z.object({ level: z.string(), msg: z.string() });

/** Compose before 2.29 has no JSON progress; what it prints instead: ` Container media-web-1  Started`. */
const PLAIN_OBJECT = /^ ((?:Container|Network|Volume|Image) \S+) +([A-Z][a-z]+)$/;
/** ` web Pulled`, ` c06e0b57bb81 Pull complete `, ` web Error manifest unknown`. */
const PLAIN_IMAGE =
  /^ ([a-zA-Z0-9][a-zA-Z0-9._-]*) (Pulling fs layer|Pulling|Pulled|Skipped|Interrupted|Warning|Error|Waiting|Downloading|Verifying Checksum|Download complete|Extracting|Pull complete|Already exists)\b ?(.*)$/;
/** `[==>   ]  6.795MB/41.09MB` */
const PLAIN_SIZES = /^\[[^\]]*\] +([\d.]+)([kMGT]?B)\/([\d.]+)([kMGT]?B)$/;
/** `time="…" level=warning msg="…"` */
const PLAIN_LOG = /^time="[^"]*" level=(\w+) msg=("(?:[^"\\]|\\.)*"|\S+)/;

const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** Reads one line of what compose writes to stderr, in either of its languages. Whatever it is not is text. */
export function parseComposeLine(line: string): ComposeEvent {
  return (line.startsWith('{') ? fromJson(line) : fromPlain(line)) ?? { kind: 'text', text: line };
}

function fromJson(line: string): ComposeEvent | null {
  const value = jsonOf(line);
  const failure = z.safeParse(JsonError, value);
  if (failure.success) return { kind: 'error', message: failure.data.message };
  const log = z.safeParse(JsonLog, value);
  if (log.success) return { kind: 'log', level: log.data.level, message: log.data.msg };
  const progress = z.safeParse(JsonProgress, value);
  if (!progress.success) return null;
  const { id, parent_id: parent, text, status, current, total } = progress.data;
  return {
    kind: 'progress',
    id,
    parent: parent ?? null,
    // Of an image `text` is the state and `status` the rest; of a container there is only `status`.
    state: text ?? status ?? '',
    current: current ?? null,
    total: total ?? null,
    detail: text === undefined || total !== undefined ? null : (status ?? null),
  };
}

function fromPlain(line: string): ComposeEvent | null {
  const object = PLAIN_OBJECT.exec(line);
  const image = object ?? PLAIN_IMAGE.exec(line);
  if (image !== null) {
    const [, id = '', state = '', rest = ''] = image;
    const sizes = PLAIN_SIZES.exec(rest.trim());
    return {
      kind: 'progress',
      id,
      parent: null,
      state,
      current: sizes === null ? null : bytes(sizes[1], sizes[2]),
      total: sizes === null ? null : bytes(sizes[3], sizes[4]),
      detail: sizes === null && rest.trim() !== '' ? rest.trim() : null,
    };
  }
  const log = PLAIN_LOG.exec(line);
  if (log === null) return null;
  const [, level = '', message = ''] = log;
  const unquoted = jsonOf(message);
  return { kind: 'log', level, message: typeof unquoted === 'string' ? unquoted : message };
}

function bytes(amount = '', unit = ''): number {
  return Math.round(Number(amount) * (UNITS[unit] ?? 1));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // then it is text
  }
}
