import { isAlive } from '../model/container.ts';
import { EngineRefusal } from '../model/engine-refusal.ts';
import { inspectView } from '../wire/inspect-view.ts';
import { listView } from '../wire/list-view.ts';
import { topView } from '../wire/top-view.ts';
import { flag, wholeNumber, type Call } from './call.ts';
import { containerFilter } from './container-filters.ts';
import { parseFilters } from './filters.ts';
import { sendJson } from './reply.ts';

/** Running ones alone, unless `all`, a limit or a wanted state say otherwise. */
export function listContainers(call: Call): void {
  const filters = parseFilters(call);
  const limit = wholeNumber(call, 'limit') ?? 0;
  const everything = flag(call, 'all') || limit > 0 || filters.has('status');
  const size = flag(call, 'size');
  const fits = containerFilter(filters, call.model);
  const listed = call.model.fleet
    .all()
    .filter(
      (container) =>
        (everything || isAlive(container) || container.state === 'restarting') && fits(container),
    )
    .slice(0, limit > 0 ? limit : undefined);
  sendJson(
    call.reply,
    200,
    listed.map((container) => listView(container, call, { size })),
    call.headers,
  );
}

export function inspectContainer(call: Call): void {
  const container = call.model.fleet.get(call.name);
  sendJson(call.reply, 200, inspectView(container, call, { size: flag(call, 'size') }), call.headers);
}

export function topContainer({ model, name, reply, headers }: Call): void {
  const container = model.fleet.get(name);
  if (!isAlive(container)) throw EngineRefusal.conflict(`container ${container.id} is not running`);
  model.events.say(container, 'top');
  sendJson(reply, 200, topView(container), headers);
}
