import { CONTAINER_EVENT, IMAGE_EVENT, OTHER_EVENT } from './other-shapes.ts';
import { field, parseJson, parseLines, probe, type ConformanceProbe, type Examination } from './probe.ts';
import { misfits, type Shape } from './shape.ts';

const EVENT_SHAPES: Readonly<Record<string, Shape>> = { container: CONTAINER_EVENT, image: IMAGE_EVENT };
/** Health checks speak whenever they like. */
const BY_THE_WAY = /^(exec_|health_status|top|resize)/;

/** In this order: the last one removes the spare container. */
export const ACTION_PROBES: readonly ConformanceProbe[] = [
  probe('stop and start, once and again, with their events', async (exam) => {
    const path = `/containers/${exam.subjects.spare}`;
    await exam.expect(304, 'POST', `${path}/start`);
    const stopped = await eventsOf(exam, 'stop', () => exam.expect(204, 'POST', `${path}/stop`));
    exam.check(same(stopped, ['kill', 'die', 'stop']), `stop: ${stopped.join(' ')}`);
    exam.check(stopped[0] === 'kill', 'stop does not begin with kill');
    await exam.expect(304, 'POST', `${path}/stop`);
    exam.check((await stateOf(exam)) === 'exited', 'not exited after stop');
    const started = await eventsOf(exam, 'start', () => exam.expect(204, 'POST', `${path}/start`));
    exam.check(started.join() === 'start', `start: ${started.join(' ')}`);
    exam.check((await stateOf(exam)) === 'running', 'not running after start');
  }),
  probe('restart, with its events', async (exam) => {
    const path = `/containers/${exam.subjects.spare}/restart?t=5`;
    const events = await eventsOf(exam, 'restart', () => exam.expect(204, 'POST', path));
    exam.check(same(events, ['kill', 'die', 'stop', 'start', 'restart']), `restart: ${events.join(' ')}`);
    exam.check(
      events[0] === 'kill' && events.slice(-2).join() === 'start,restart',
      `order: ${events.join(' ')}`,
    );
  }),
  probe('pause and unpause', async (exam) => {
    const path = `/containers/${exam.subjects.spare}`;
    await exam.expectMessage(500, /^Container [0-9a-f]{64} is not paused$/, 'POST', `${path}/unpause`);
    const paused = await eventsOf(exam, 'pause', () => exam.expect(204, 'POST', `${path}/pause`));
    exam.check(paused.join() === 'pause', `pause: ${paused.join(' ')}`);
    exam.check((await stateOf(exam)) === 'paused', 'not paused');
    await exam.expectMessage(409, /^Container [0-9a-f]{64} is already paused$/, 'POST', `${path}/pause`);
    await exam.expectMessage(
      409,
      /^cannot start a paused container, try unpause instead$/,
      'POST',
      `${path}/start`,
    );
    await exam.expect(204, 'POST', `${path}/unpause`);
    exam.check((await stateOf(exam)) === 'running', 'not running after unpause');
  }),
  probe('kill, with its events', async (exam) => {
    const path = `/containers/${exam.subjects.spare}`;
    await exam.expectMessage(400, /invalid signal: BANANA$/i, 'POST', `${path}/kill?signal=BANANA`);
    const killed = await eventsOf(exam, 'die', () => exam.expect(204, 'POST', `${path}/kill`));
    exam.check(killed.join() === 'kill,die', `kill: ${killed.join(' ')}`);
    const inspected = await inspect(exam);
    exam.check(
      field(inspected, 'State', 'ExitCode') === 137,
      `exit code ${String(field(inspected, 'State', 'ExitCode'))}`,
    );
    await exam.expectMessage(409, /is not running$/, 'POST', `${path}/kill`);
    await exam.expectMessage(409, /is not running$/, 'POST', `${path}/pause`);
    await exam.expect(204, 'POST', `${path}/start`);
  }),
  probe('rename', async (exam) => {
    const { spare, running } = exam.subjects;
    const renamed = await eventsOf(exam, 'rename', () =>
      exam.expect(204, 'POST', `/containers/${spare}/rename?name=${spare}.new`),
    );
    exam.check(renamed.join() === 'rename', `rename: ${renamed.join(' ')}`);
    await exam.expectMessage(404, /^No such container/, 'GET', `/containers/${spare}/json`);
    const path = `/containers/${spare}.new/rename`;
    const taken =
      /^Error when allocating new name: Conflict\. The container name .+ is already in use by container /;
    await exam.expectMessage(409, taken, 'POST', `${path}?name=${running}`);
    await exam.expectMessage(
      400,
      /^Error when allocating new name: Invalid container name/,
      'POST',
      `${path}?name=a%20b`,
    );
    await exam.expectMessage(400, /same name as its current name$/, 'POST', `${path}?name=${spare}.new`);
    await exam.expectMessage(400, /^Neither old nor new names may be empty$/, 'POST', path);
    await exam.expect(204, 'POST', `${path}?name=${spare}`);
  }),
  probe('actions on what is not there, and with a bad number', async (exam) => {
    for (const action of ['start', 'stop', 'restart', 'kill', 'pause', 'unpause']) {
      await exam.expectMessage(404, /No such container: nosuch$/, 'POST', `/containers/nosuch/${action}`);
    }
    await exam.expectMessage(404, /^No such container: nosuch$/, 'DELETE', '/containers/nosuch');
    const path = `/containers/${exam.subjects.spare}/stop?t=banana`;
    await exam.expectMessage(500, /^strconv\.Atoi: parsing "banana": invalid syntax$/, 'POST', path);
  }),
  probe('past events, chosen and counted', async (exam) => {
    const now = Math.floor(Date.now() / 1_000);
    const filters = encodeURIComponent(
      JSON.stringify({ type: ['container'], container: [exam.subjects.spare], event: ['die'] }),
    );
    const past = await exam.expect(
      200,
      'GET',
      `/events?since=${now - 3_600}&until=${now + 1}&filters=${filters}`,
    );
    const actions = parseLines(past.body).map((event) => field(event, 'Action'));
    exam.check(
      past.isComplete && actions.length > 0 && actions.every((action) => action === 'die'),
      `past: ${actions.join(' ')}`,
    );
    const all = await exam.expect(200, 'GET', `/events?since=${now - 3_600}&until=${now}`);
    for (const event of parseLines(all.body)) {
      const shape = EVENT_SHAPES[String(field(event, 'Type'))] ?? OTHER_EVENT;
      for (const misfit of misfits(event, shape))
        exam.note(`${String(field(event, 'Type'))} event: ${misfit}`);
    }
    const complaint = /^`since` time \(20\) cannot be after `until` time \(10\)$/;
    await exam.expectMessage(400, complaint, 'GET', '/events?since=20&until=10');
    await exam.expectMessage(
      500,
      /^strconv\.ParseInt: parsing "banana": invalid syntax$/,
      'GET',
      '/events?since=banana',
    );
  }),
  probe('remove: not while it runs, but by force', async (exam) => {
    const path = `/containers/${exam.subjects.spare}`;
    await exam.expectMessage(409, /cannot remove/i, 'DELETE', path);
    const removed = await eventsOf(exam, 'destroy', () => exam.expect(204, 'DELETE', `${path}?force=1`));
    exam.check(removed.join() === 'kill,die,destroy', `remove: ${removed.join(' ')}`);
    await exam.expect(404, 'GET', `${path}/json`);
  }),
];

/** What the spare container's events say while something is done, up to `last`. */
async function eventsOf(
  exam: Examination,
  last: string,
  act: () => Promise<unknown>,
): Promise<readonly string[]> {
  const id = String(field(await inspect(exam), 'Id'));
  const actions = (body: string): readonly string[] =>
    parseLines(Buffer.from(body.slice(0, body.lastIndexOf('\n') + 1))).map((event) =>
      String(field(event, 'Action')),
    );
  const filters = encodeURIComponent(JSON.stringify({ type: ['container'], container: [id] }));
  const isEnough = (body: string): boolean => actions(body).includes(last) && isSettled(actions(body), last);
  const listening = exam.ask('GET', `/events?filters=${filters}`, { isEnough });
  await new Promise((resolve) => setTimeout(resolve, SUBSCRIBED_AFTER_MS));
  await act();
  const { body } = await listening;
  return actions(body.toString()).filter((action) => !BY_THE_WAY.test(action));
}

/** From 23.0 on, `die` comes after `stop`, and nothing says which is the last. */
function isSettled(actions: readonly string[], last: string): boolean {
  return last !== 'stop' || actions.includes('die');
}

const SUBSCRIBED_AFTER_MS = 150;

async function inspect(exam: Examination): Promise<unknown> {
  return parseJson((await exam.ask('GET', `/containers/${exam.subjects.spare}/json`)).body);
}

async function stateOf(exam: Examination): Promise<unknown> {
  return field(await inspect(exam), 'State', 'Status');
}

function same(actions: readonly string[], wanted: readonly string[]): boolean {
  return [...actions].sort().join() === [...wanted].sort().join();
}
