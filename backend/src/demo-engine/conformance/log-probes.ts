import { probe, type ConformanceProbe, type Examination } from './probe.ts';
import { type RawAnswer } from './raw-request.ts';

const TIMESTAMPED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z /;
const MULTIPLEXED = 'application/vnd.docker.multiplexed-stream';
const RAW = 'application/vnd.docker.raw-stream';

interface Frame {
  readonly stream: number;
  readonly text: string;
}

export const LOG_PROBES: readonly ConformanceProbe[] = [
  probe('log lines come in frames, one a line', async (exam) => {
    const both = frames(await logs(exam, exam.subjects.running, 'stdout=1&stderr=1&tail=20'));
    exam.check(new Set(both.map(({ stream }) => stream)).size === 2, 'not both streams');
    exam.check(
      both.every(({ text }) => text.endsWith('\n') && text.indexOf('\n') === text.length - 1),
      'a frame is no line',
    );
    const errors = frames(await logs(exam, exam.subjects.running, 'stderr=1'));
    exam.check(errors.length > 0 && errors.every(({ stream }) => stream === 2), 'standard error alone');
  }),
  probe('the last lines, with their times, and from one of them on', async (exam) => {
    const name = exam.subjects.running;
    exam.check(frames(await logs(exam, name, 'stdout=1&stderr=1&tail=2')).length === 2, 'tail=2');
    exam.check(frames(await logs(exam, name, 'stdout=1&stderr=1&tail=0')).length === 0, 'tail=0');
    const timed = frames(await logs(exam, name, 'stdout=1&stderr=1&tail=6&timestamps=1'));
    exam.check(
      timed.every(({ text }) => TIMESTAMPED.test(text)),
      'a line has no time',
    );
    const times = timed.map(({ text }) => text.slice(0, 30));
    const from = times[3] ?? '';
    const since = `${Math.floor(Date.parse(from) / 1_000)}.${from.slice(20, 29)}`;
    const [first] = frames(await logs(exam, name, `stdout=1&stderr=1&timestamps=1&since=${since}`));
    exam.check(first?.text.startsWith(from) === true, 'since does not begin with that very line');
    const until = frames(
      await logs(exam, name, `stdout=1&stderr=1&timestamps=1&tail=2000&until=${since}`),
    ).at(-1);
    exam.check(until?.text.startsWith(from) === true, 'until does not end with that very line');
  }),
  probe('a terminal writes without frames', async (exam) => {
    const { body } = await logs(exam, exam.subjects.terminal, 'stdout=1&stderr=1&tail=3');
    exam.check(body.toString().endsWith('\r\n'), 'a terminal line does not end with CR LF');
    exam.check((body[0] ?? 0) > 2, 'a terminal line begins like a frame');
  }),
  probe('how the lines come is said truly from API 1.42 on', async (exam) => {
    const { running, terminal } = exam.subjects;
    const old = await exam.ask('GET', `/v1.41/containers/${running}/logs?stdout=1&tail=1`);
    exam.check(old.headers['content-type'] !== MULTIPLEXED, '1.41 knows about frames');
    const ping = await exam.ask('GET', '/_ping');
    if (Number(String(ping.headers['api-version']).slice(2)) < 42) return;
    exam.check(
      (await logs(exam, running, 'stdout=1&tail=1')).headers['content-type'] === MULTIPLEXED,
      'frames',
    );
    exam.check((await logs(exam, terminal, 'stdout=1&tail=1')).headers['content-type'] === RAW, 'terminal');
  }),
  probe('following an ended container ends', async (exam) => {
    const answer = await logs(exam, exam.subjects.finished, 'stdout=1&stderr=1&follow=1');
    exam.check(answer.isComplete && frames(answer).length > 0, 'the log of an ended container');
  }),
  probe('following a running container stays', async (exam) => {
    const { running } = exam.subjects;
    const isEnough = (body: string): boolean => body.length > 0;
    const answer = await exam.ask('GET', `/containers/${running}/logs?stdout=1&stderr=1&follow=1&tail=1`, {
      isEnough,
    });
    exam.check(answer.status === 200 && !answer.isComplete, 'the engine ended it');
  }),
  probe('complaints about logs', async (exam) => {
    const { running } = exam.subjects;
    await exam.expectMessage(
      400,
      /^Bad parameters: you must choose at least one stream$/,
      'GET',
      `/containers/${running}/logs`,
    );
    await exam.expectMessage(404, /^No such container: nosuch$/, 'GET', '/containers/nosuch/logs?stdout=1');
    const since = `/containers/${running}/logs?stdout=1&since=banana`;
    await exam.expectMessage(500, /^strconv\.ParseInt: parsing "banana": invalid syntax$/, 'GET', since);
  }),
];

async function logs(exam: Examination, name: string, query: string): Promise<RawAnswer> {
  return exam.expect(200, 'GET', `/containers/${name}/logs?${query}`);
}

function frames({ body }: RawAnswer): readonly Frame[] {
  const found: Frame[] = [];
  for (let at = 0; at + 8 <= body.length;) {
    const length = body.readUInt32BE(at + 4);
    found.push({ stream: body.readUInt8(at), text: body.subarray(at + 8, at + 8 + length).toString() });
    at += 8 + length;
  }
  return found;
}
