import { EngineRefusal } from '../model/engine-refusal.ts';
import { type EngineEvent } from '../model/event-log.ts';
import { toNanos } from '../model/moment.ts';
import { type Call, unixTime } from './call.ts';
import { anyFits, labelsFit, parseFilters, type Filters } from './filters.ts';

const NANOS_PER_MICRO = 1_000n;

/** What has happened since `since`, then what happens, until `until`; each is one line. */
export function streamEvents(call: Call): void {
  const { model, reply, headers } = call;
  const since = unixTime(call, 'since');
  const until = unixTime(call, 'until');
  requireOrder(call, since, until);
  const filters = parseFilters(call);
  const send = (event: EngineEvent): void => {
    if (isWanted(event, filters)) reply.write(event.line);
  };
  reply.head(200, { ...headers, 'Content-Type': 'application/json' });
  if (since !== null || until !== null) model.eventLog.between(since, until).forEach(send);
  if (until !== null && until <= toNanos(model.clock.now())) {
    reply.end();
    return;
  }
  const stopListening = model.eventLog.listen(send);
  const end =
    until === null
      ? null
      : model.agenda.schedule(Number(until / NANOS_PER_MICRO), () => {
          reply.end();
        });
  reply.onClose(() => {
    stopListening();
    end?.cancel();
  });
}

function requireOrder({ query }: Call, since: bigint | null, until: bigint | null): void {
  if (since === null || until === null || since <= until) return;
  const [from, to] = [query.get('since') ?? '', query.get('until') ?? ''];
  throw EngineRefusal.badRequest(`\`since\` time (${from}) cannot be after \`until\` time (${to})`);
}

/** Unknown filters are no complaint here, unlike everywhere else. */
function isWanted({ type, action, actorId, attributes }: EngineEvent, filters: Filters): boolean {
  const name = attributes['name'] ?? '';
  const isOf = (kind: string): boolean =>
    anyFits(
      filters,
      kind,
      (wanted) => type === kind && (actorId.startsWith(wanted) || name.startsWith(wanted)),
    );
  return (
    anyFits(filters, 'type', (wanted) => type === wanted) &&
    anyFits(filters, 'event', (wanted) => action === wanted || action.startsWith(`${wanted}: `)) &&
    labelsFit(filters, attributes) &&
    ['container', 'network', 'volume'].every(isOf) &&
    anyFits(filters, 'image', (wanted) => [actorId, name, attributes['image']].includes(wanted))
  );
}
