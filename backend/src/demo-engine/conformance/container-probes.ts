import { INSPECT, LIST_ENTRY } from './container-shapes.ts';
import { STATS, TOP } from './other-shapes.ts';
import { field, parseJson, parseLines, probe, type ConformanceProbe, type Examination } from './probe.ts';
import { misfits } from './shape.ts';

const STATUS_TEXTS: Readonly<Record<string, RegExp>> = {
  created: /^Created$/,
  running: /^Up (Less than a second|About an? \w+|\d+ \w+)( \((healthy|unhealthy|health: starting)\))?$/,
  paused: /^Up .+ \(Paused\)$/,
  restarting: /^Restarting \(\d+\) .+ ago$/,
  exited: /^Exited \(\d+\) .+ ago$/,
};

export const CONTAINER_PROBES: readonly ConformanceProbe[] = [
  probe('the list of all containers', async (exam) => {
    const all = await list(exam, 'all=1');
    exam.check(all.length > 0, 'the list is empty');
    const created = all.map((entry) => Number(field(entry, 'Created')));
    exam.check(
      created.every((time, index) => time <= (created[index - 1] ?? time)),
      'the newest is not first',
    );
    for (const entry of all) {
      const [state, status] = [String(field(entry, 'State')), String(field(entry, 'Status'))];
      exam.check(STATUS_TEXTS[state]?.test(status) === true, `State ${state} with Status ${status}`);
      exam.check(/^[0-9a-f]{64}$/.test(String(field(entry, 'Id'))), 'an id has not 64 digits');
      exam.check(String(field(entry, 'Names', '0')).startsWith('/'), 'a name has no slash');
    }
  }),
  probe('the list of running containers, and a limited list', async (exam) => {
    const running = await list(exam, '');
    exam.check(
      running.every((entry) => field(entry, 'State') !== 'exited'),
      'an ended container is listed',
    );
    exam.check(!names(running).includes(`/${exam.subjects.finished}`), 'the finished one is listed');
    exam.check((await list(exam, 'limit=2')).length === 2, 'a limit of 2 does not give two');
    const sized = await list(exam, 'all=1&size=1');
    exam.check(
      sized.every((entry) => field(entry, 'SizeRootFs') !== undefined),
      'sizes are missing',
    );
  }),
  probe('filters of the list', async (exam) => {
    const { running, finished } = exam.subjects;
    const filtered = async (filters: unknown): Promise<readonly string[]> =>
      names(await list(exam, `filters=${encodeURIComponent(JSON.stringify(filters))}`));
    exam.check((await filtered({ name: [`^/${running}$`] })).join() === `/${running}`, 'filter by name');
    exam.check(
      (await filtered({ name: { [`^/${running}$`]: true } })).join() === `/${running}`,
      'filter in the old spelling',
    );
    exam.check(
      (await filtered({ status: ['exited'] })).includes(`/${finished}`),
      'filter by status shows ended ones',
    );
    exam.check(
      !(await filtered({ status: ['exited'] })).includes(`/${running}`),
      'filter by status leaves out others',
    );
    exam.check((await filtered({ label: ['no.such.label'] })).length === 0, 'filter by label');
    exam.check(!(await filtered({ health: ['none'] })).includes(`/${running}`), 'filter by health');
  }),
  probe('filters and numbers that make no sense', async (exam) => {
    const filter = (filters: unknown): string =>
      `/containers/json?filters=${encodeURIComponent(JSON.stringify(filters))}`;
    await exam.expectMessage(400, /^invalid filter 'banana'/i, 'GET', filter({ banana: ['x'] }));
    await exam.expectMessage(400, /^invalid filter 'status=banana'/i, 'GET', filter({ status: ['banana'] }));
    await exam.expectMessage(
      500,
      /^strconv\.Atoi: parsing "x": invalid syntax$/,
      'GET',
      '/containers/json?limit=x',
    );
    const { status } = await exam.ask('GET', '/containers/json?filters=%7Bxx');
    exam.check(status === 400 || status === 500, `filters that are no JSON: ${status}`); // 20.10 takes the blame itself
  }),
  probe('inspect, by name, id and beginning of an id', async (exam) => {
    const { running, finished, terminal, spare } = exam.subjects;
    const inspected = await exam.expectShape(INSPECT, `/containers/${running}/json`);
    const id = String(field(inspected, 'Id'));
    for (const reference of [id, id.slice(0, 16)]) {
      const { body } = await exam.expect(200, 'GET', `/containers/${reference}/json`);
      exam.check(field(parseJson(body), 'Id') === id, `inspect by ${reference}`);
    }
    exam.check(field(inspected, 'State', 'Health') !== undefined, 'no health');
    for (const name of [finished, terminal, spare])
      await exam.expectShape(INSPECT, `/containers/${name}/json`);
    await exam.expectShape(INSPECT, `/v1.41/containers/${running}/json`);
    await exam.expectShape(INSPECT, `/containers/${running}/json?size=1`);
    await exam.expectMessage(404, /^No such container: nosuch$/, 'GET', '/containers/nosuch/json');
  }),
  probe('list and inspect agree', async (exam) => {
    for (const entry of await list(exam, 'all=1')) {
      const id = String(field(entry, 'Id'));
      const inspected = parseJson((await exam.ask('GET', `/containers/${id}/json`)).body);
      exam.check(field(inspected, 'State', 'Status') === field(entry, 'State'), `${id}: State`);
      exam.check(field(inspected, 'Name') === field(entry, 'Names', '0'), `${id}: Name`);
      exam.check(field(inspected, 'Image') === field(entry, 'ImageID'), `${id}: ImageID`);
      const seconds = Math.floor(Date.parse(String(field(inspected, 'Created'))) / 1_000);
      exam.check(seconds === field(entry, 'Created'), `${id}: Created`);
    }
  }),
  probe('statistics', async (exam) => {
    const { running, finished } = exam.subjects;
    const once = await exam.expectShape(STATS, `/containers/${running}/stats?stream=0`);
    exam.check(
      Number(field(once, 'precpu_stats', 'cpu_usage', 'total_usage')) > 0,
      'nothing to compare with',
    );
    exam.check(field(once, 'name') === `/${running}`, 'statistics without a name');
    const shot = await exam.expectShape(STATS, `/containers/${running}/stats?stream=0&one-shot=1`);
    exam.check(field(shot, 'preread') === '0001-01-01T00:00:00Z', 'a single shot has a sample before it');
    const nothing = await exam.expectShape(STATS, `/containers/${finished}/stats?stream=0`);
    exam.check(field(nothing, 'read') === '0001-01-01T00:00:00Z', 'statistics of an ended container');
    const isEnough = (body: string): boolean => body.split('\n').length > 2;
    const { body } = await exam.ask('GET', `/containers/${running}/stats`, { isEnough });
    for (const sample of parseLines(body))
      for (const misfit of misfits(sample, STATS)) exam.note(`stream: ${misfit}`);
    await exam.expectMessage(404, /^No such container: nosuch$/, 'GET', '/containers/nosuch/stats?stream=0');
  }),
  probe('processes', async (exam) => {
    await exam.expectShape(TOP, `/containers/${exam.subjects.running}/top`);
    await exam.expectMessage(
      409,
      /^container [0-9a-f]{64} is not running$/i,
      'GET',
      `/containers/${exam.subjects.finished}/top`,
    );
  }),
];

async function list(exam: Examination, query: string): Promise<readonly unknown[]> {
  const listed = await exam.expectShape([LIST_ENTRY], `/containers/json?${query}`);
  return Array.isArray(listed) ? (listed as readonly unknown[]) : [];
}

function names(listed: readonly unknown[]): readonly string[] {
  return listed.map((entry) => String(field(entry, 'Names', '0')));
}
