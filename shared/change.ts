import * as z from 'zod/mini';
import { OperationStatus } from '#shared/operation';

/** What kind of thing changed. `operation`: somebody ran a command here. */
export const CHANGE_KINDS = [
  'operation',
  'updated',
  'recreated',
  'reconfigured',
  'created',
  'removed',
  'renamed',
  'started',
  'stopped',
  'restarted',
  'paused',
  'exited',
  'health',
  'engine',
  'host',
  'watch',
] as const;
export const ChangeKind = z.enum(CHANGE_KINDS);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** The lanes of the page. `outside`: somebody acted on a service, `services`: a service did so by itself. */
export const CHANGE_LANES = ['operations', 'outside', 'services', 'host'] as const;
export const ChangeLane = z.enum(CHANGE_LANES);
export type ChangeLane = z.infer<typeof ChangeLane>;

const LANE_OF: Readonly<Record<ChangeKind, ChangeLane>> = {
  operation: 'operations',
  updated: 'outside',
  recreated: 'outside',
  reconfigured: 'outside',
  created: 'outside',
  removed: 'outside',
  renamed: 'outside',
  started: 'outside',
  stopped: 'outside',
  restarted: 'outside',
  paused: 'outside',
  exited: 'services',
  health: 'services',
  engine: 'host',
  host: 'host',
  watch: 'host',
};

/** What an operation of ours did is drawn with it; everything else by its kind. */
export function laneOf(kind: ChangeKind, operationId: string | null): ChangeLane {
  return operationId !== null && LANE_OF[kind] === 'outside' ? 'operations' : LANE_OF[kind];
}

/** Facts about one side of a change, by field. Environment values are never among them. */
const Side = z.nullable(z.record(z.string(), z.unknown()));

export const Change = z.object({
  /** `o-…` for an operation, `c-…` for everything else. */
  id: z.string(),
  /** ISO 8601 (UTC). */
  at: z.string(),
  kind: ChangeKind,
  /** The service's key; null where it concerns none, or more than one. */
  service: z.nullable(z.string()),
  /** The project it concerns, whole or in part; null where none, or more than one. */
  project: z.nullable(z.string()),
  /** What happened: `jellyfin was recreated`. */
  title: z.string(),
  /** What else is known of it, in a sentence; empty where nothing is. */
  detail: z.string(),
  tone: z.enum(['good', 'bad', 'neutral']),
  /** A person's name, `cli`, `schedule`, `outside` (not through this program) or `unknown`. */
  actor: z.string(),
  /** The operation it is, or that caused it. */
  operationId: z.nullable(z.string()),
  /** How the operation stands, where the change is one. */
  status: z.nullable(OperationStatus),
  /** Only what differs. */
  before: Side,
  after: Side,
  /** Where this knowledge comes from, in a sentence. */
  known: z.string(),
});
export type Change = z.infer<typeof Change>;

export const ChangesPage = z.object({ items: z.array(Change), nextCursor: z.nullable(z.string()) });
export type ChangesPage = z.infer<typeof ChangesPage>;

/** What happened within one slot of a lane. */
export const LaneMark = z.object({
  at: z.string(),
  kind: ChangeKind,
  tone: z.enum(['good', 'bad', 'neutral']),
  /** How many changes the mark stands for. */
  count: z.number(),
  /** The newest of them. */
  id: z.string(),
  /** What was run and how it stands, where the mark is an operation. */
  command: z.nullable(z.string()),
  status: z.nullable(OperationStatus),
});
export type LaneMark = z.infer<typeof LaneMark>;

/** `GET /api/changes/lanes`: the window at a glance. */
export const ChangeLanes = z.object({
  from: z.string(),
  to: z.string(),
  lanes: z.array(z.object({ lane: ChangeLane, count: z.number(), marks: z.array(LaneMark) })),
});
export type ChangeLanes = z.infer<typeof ChangeLanes>;

/** Something that changed before a failure. No cause is claimed: how far away it is, and what connects the two. */
export const LensCandidate = z.object({
  change: Change,
  /** From the change to the failure. */
  distanceMs: z.number(),
  relation: z.enum(['same-service', 'same-project', 'shared-network', 'host', 'other']),
  /** What connects it to the failure, or that nothing does. */
  fact: z.string(),
});
export type LensCandidate = z.infer<typeof LensCandidate>;

export const Lens = z.object({ failure: Change, candidates: z.array(LensCandidate) });
export type Lens = z.infer<typeof Lens>;

/** `GET /api/changes/lens`: the newest failure in the window, or the one asked for; null where there is none. */
export const LensAnswer = z.object({ lens: z.nullable(Lens) });
export type LensAnswer = z.infer<typeof LensAnswer>;
