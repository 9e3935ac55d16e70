import { type Appointment } from '../model/agenda.ts';
import { isAlive } from '../model/container.ts';
import { SECOND, type Moment } from '../model/moment.ts';
import { statsView } from '../wire/stats-view.ts';
import { flag, type Call } from './call.ts';
import { sendJson } from './reply.ts';

/** Once a second, or one answer: with `one-shot` at once, otherwise after the second a comparison needs. */
export function streamStats(call: Call): void {
  const { model, name, query } = call;
  const container = model.fleet.get(name);
  if (!query.has('stream') || flag(call, 'stream')) {
    everySecond(call);
    return;
  }
  const sendOnce = (before: Moment | null, withName: boolean): void => {
    sendJson(call.reply, 200, statsView(container, call, { before, withName }), call.headers);
  };
  if (flag(call, 'one-shot')) {
    sendOnce(null, false);
  } else if (isAlive(container)) {
    const before = model.clock.now();
    repeat(call, () => {
      sendOnce(before, true);
    });
  } else {
    sendOnce(null, true);
  }
}

function everySecond(call: Call): void {
  const { model, reply, headers, name } = call;
  const container = model.fleet.get(name);
  let before: Moment | null = null;
  reply.head(200, headers);
  repeat(call, () => {
    reply.write(`${JSON.stringify(statsView(container, call, { before, withName: true }))}\n`);
    before = model.clock.now();
    if (model.fleet.find(container.id) === undefined) reply.end();
  });
}

/** Every second, until the answer is complete or its reader has gone. */
function repeat({ model, reply }: Call, tick: () => void): void {
  let next: Appointment | null = null;
  let isOver = false;
  const schedule = (): void => {
    next = model.agenda.schedule(model.clock.now() + SECOND, () => {
      tick();
      if (!isOver) schedule();
    });
  };
  reply.onClose(() => {
    isOver = true;
    next?.cancel();
  });
  schedule();
}
