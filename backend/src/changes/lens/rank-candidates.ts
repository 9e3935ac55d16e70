import type { Change, LensCandidate } from '#shared/change';

/** What is known of how services hang together. */
export interface Neighbourhood {
  /** The networks a service is attached to, by the service's key. */
  readonly networksOf: ReadonlyMap<string, readonly string[]>;
}

const CANDIDATES_MAX = 3;

/** How far back a change is looked at, by what connects it to the failure. */
export const LOOK_BACK_MS = {
  'same-service': 30 * 24 * 60 * 60_000,
  'same-project': 24 * 60 * 60_000,
  'shared-network': 24 * 60 * 60_000,
  host: 24 * 60 * 60_000,
  other: 60 * 60_000,
} as const satisfies Record<LensCandidate['relation'], number>;

/** Networks nearly everything is attached to connect nothing. */
const COMMON_NETWORKS: ReadonlySet<string> = new Set(['bridge', 'host', 'none']);

/**
 * What changed before a failure: at most three, the nearest first. States facts and distances; claims no cause.
 * The last change to the failing service itself is always among them.
 *
 * @param changes what happened before the failure, in any order; the failure itself may be among them
 */
export function rankCandidates(
  failure: Change,
  changes: readonly Change[],
  neighbourhood: Neighbourhood,
): LensCandidate[] {
  const at = Date.parse(failure.at);
  const operations = new Set(
    changes.filter(({ kind }) => kind === 'operation').map(({ operationId }) => operationId),
  );
  const candidates = changes
    .filter((change) => change.id !== failure.id && mayMatter(change, failure))
    // What an operation did is told by the operation.
    .filter(
      ({ kind, operationId }) => kind === 'operation' || operationId === null || !operations.has(operationId),
    )
    .map((change) => candidateOf(change, failure, at, neighbourhood))
    .filter(({ distanceMs, relation }) => distanceMs >= 0 && distanceMs <= LOOK_BACK_MS[relation])
    .toSorted((a, b) => a.distanceMs - b.distanceMs);
  const nearest = candidates.slice(0, CANDIDATES_MAX);
  const own = candidates.find(({ relation }) => relation === 'same-service');
  if (own === undefined) return nearest;
  const told = { ...own, fact: 'the last change to this service' };
  return nearest.includes(own)
    ? nearest.map((candidate) => (candidate === own ? told : candidate))
    : [...nearest.slice(0, CANDIDATES_MAX - 1), told];
}

/** A recovery changes nothing for the worse, and a failure of the same service is what is being explained. */
function mayMatter(change: Change, failure: Change): boolean {
  if (change.tone === 'good' || change.kind === 'watch') return false;
  return !(change.service === failure.service && (change.kind === 'health' || change.kind === 'exited'));
}

function candidateOf(
  change: Change,
  failure: Change,
  failedAt: number,
  { networksOf }: Neighbourhood,
): LensCandidate {
  const distanceMs = failedAt - Date.parse(change.at);
  const told = (relation: LensCandidate['relation'], fact: string): LensCandidate => ({
    change,
    distanceMs,
    relation,
    fact,
  });
  if (change.service === null && change.kind !== 'operation')
    return told('host', 'it concerns everything on the machine');
  if (failure.service !== null && change.service === failure.service)
    return told('same-service', 'a change to this service');
  if (failure.project !== null && change.project === failure.project) {
    return change.service === null
      ? told('same-service', 'it acted on the whole project')
      : told('same-project', 'another service of the same project');
  }
  if (failure.service === null || change.service === null) return told('other', 'nothing connects the two');
  const mine = new Set(networksOf.get(failure.service) ?? []);
  const shared = (networksOf.get(change.service) ?? []).find(
    (network) => mine.has(network) && !COMMON_NETWORKS.has(network),
  );
  return shared === undefined
    ? told('other', 'another project, and nothing connects the two: unlikely')
    : told('shared-network', `both are attached to the network ${shared}`);
}
