import { expect, type Locator, type Page, test } from '@playwright/test';
import { OperationFacets } from '#shared/operation-metrics';
import type { App } from '../support/app.ts';
import { breakableSocket } from '../support/breakable-socket.ts';
import { type Client, signIn } from '../support/client.ts';
import { startFilledApp } from '../support/filled-app.ts';
import { endAll, ended, operationsOf } from '../support/operations.ts';
import { expectNoViolations, openSignedIn } from '../support/page.ts';
import { type TestCommands, writeTestCommands } from '../support/test-commands.ts';

const OPERATIONS = 5_000;

/** As many rows as are compared with what the server lists: they are drawn without scrolling. */
const ROWS = 12;

const HOUR_MS = 3_600_000;

let commands: TestCommands;
let app: App;
let client: Client;
test.beforeAll(async () => {
  commands = writeTestCommands();
  app = await startFilledApp(OPERATIONS, { environment: commands.environment });
  client = await signIn(app.url);
});
test.afterAll(async () => {
  await app.close();
  commands.remove();
});
test.beforeEach(async ({ page }) => {
  await openSignedIn(page, app.url);
});

const rowsOf = (page: Page): Locator =>
  page.getByRole('table', { name: 'Operations' }).locator('.history-row[data-key]');
const rowOf = (page: Page, id: string): Locator => page.locator(`.history-row[data-key="${id}"]`);
const windowOf = (page: Page): Locator => page.getByRole('group', { name: 'Window' });
const rangeOf = (page: Page): Locator => windowOf(page).getByRole('button').last();
const filterOf = (page: Page, name: string): Locator =>
  page
    .getByRole('search', { name: 'Filter operations' })
    .getByRole('button', { name: new RegExp(`^${name}`) });
const addressOf = (page: Page): Record<string, string> =>
  Object.fromEntries(new URL(page.url()).searchParams);

async function open(page: Page, query = ''): Promise<void> {
  await page.goto(`${app.url}/operations${query}`);
  await expect(page.getByRole('region', { name: 'Operations', exact: true })).not.toHaveAttribute(
    'aria-busy',
    'true',
  );
}

async function choose(page: Page, filter: string, option: RegExp): Promise<void> {
  await filterOf(page, filter).click();
  await page.getByRole('dialog', { name: filter }).getByRole('option', { name: option }).click();
  await expect(page.getByRole('dialog', { name: filter })).toHaveCount(0);
}

/** Fills in the form of the range; days as `2026-11-26`, times as they are typed. */
async function giveRange(
  page: Page,
  from: readonly [string, string],
  to: readonly [string, string],
): Promise<void> {
  const form = page.getByRole('dialog', { name: 'Range' });
  for (const [side, [day, time]] of [
    ['From', from],
    ['Until', to],
  ] as const) {
    await form.getByLabel(`${side}, day`).fill(day);
    await form.getByLabel(`${side}, time`).fill(time);
  }
  await form.getByRole('button', { name: 'Show' }).click();
}

/** The day and the time of a moment in the zone of the browser. */
const localOf = (at: number): [string, string] => {
  const [day = '', time = ''] = new Date(at)
    .toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' })
    .split(' ');
  return [day, time.slice(0, 5)];
};

/** The list shows what the server lists for the same filters, newest first. */
async function expectListed(page: Page, query: string): Promise<void> {
  const expected = (await operationsOf(client, query)).slice(0, ROWS).map(({ id }) => id);
  expect(expected.length).toBeGreaterThan(0);
  await expect
    .poll(async () =>
      rowsOf(page).evaluateAll(
        (rows, count) => rows.slice(0, count).map((row) => row.getAttribute('data-key')),
        expected.length,
      ),
    )
    .toEqual(expected);
}

interface Case {
  readonly name: string;
  readonly narrow: (page: Page) => Promise<void>;
  /** What the server is asked for the same. */
  readonly query: () => string;
  readonly address: Readonly<Record<string, unknown>>;
  /** How the control shows it. */
  readonly control: (page: Page) => Locator;
  readonly shows: string | RegExp;
}

const DAYS = 24 * HOUR_MS;
const BEGIN = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 40 * DAYS;
const END = BEGIN + 3 * DAYS + HOUR_MS / 2;

const CASES: readonly Case[] = [
  {
    name: 'the command',
    narrow: async (page) => choose(page, 'Command', /^Restart service \d/),
    query: () => 'command=service.restart',
    address: { cmd: 'service.restart' },
    control: (page) => filterOf(page, 'Command'),
    shows: 'Restart service',
  },
  {
    name: 'the result',
    narrow: async (page) => choose(page, 'Result', /^Failed \d/),
    query: () => 'status=failed&status=timed_out&status=interrupted',
    address: { result: 'failed' },
    control: (page) => filterOf(page, 'Result'),
    shows: 'Failed',
  },
  {
    name: 'the person',
    narrow: async (page) => choose(page, 'By', /^petra \d/),
    query: () => 'actor=petra',
    address: { by: 'petra' },
    control: (page) => filterOf(page, 'By'),
    shows: 'petra',
  },
  {
    name: 'the target',
    narrow: async (page) => {
      await filterOf(page, 'Target').click();
      await page.getByRole('combobox', { name: 'Find target' }).fill('paper');
      await page.getByRole('option', { name: /^paperless\/cache \d/ }).click();
    },
    query: () => 'target=paperless/cache',
    address: { target: 'paperless/cache' },
    control: (page) => filterOf(page, 'Target'),
    shows: 'paperless/cache',
  },
  ...(
    [
      ['24 h', '24h', 1],
      ['7 d', '7d', 7],
      ['30 d', '30d', 30],
    ] as const
  ).map(([text, window, days]): Case => ({
    name: `the last ${text}`,
    narrow: async (page) => windowOf(page).getByRole('button', { name: text }).click(),
    query: () => `from=${new Date(Date.now() - days * DAYS).toISOString()}`,
    address: { window },
    control: (page) => windowOf(page).locator('[aria-pressed=true]'),
    shows: text,
  })),
  {
    name: 'a range to the minute',
    narrow: async (page) => {
      await rangeOf(page).click();
      await giveRange(page, localOf(BEGIN), localOf(END));
    },
    query: () => `from=${new Date(BEGIN).toISOString()}&to=${new Date(END).toISOString()}`,
    address: { window: 'range', from: new Date(BEGIN).toISOString(), to: new Date(END).toISOString() },
    control: (page) => windowOf(page).locator('[aria-pressed=true]'),
    shows: new RegExp(`${localOf(BEGIN)[1]} – .*${localOf(END)[1]}`),
  },
  {
    name: 'words',
    narrow: async (page) =>
      page
        .getByRole('searchbox', { name: 'Search operations' })
        .pressSequentially('health paperl', { delay: 30 }),
    query: () => 'q=health+paperl',
    address: { q: 'health paperl' },
    control: (page) => page.getByRole('searchbox', { name: 'Search operations' }),
    shows: 'health paperl',
  },
];

for (const { name, narrow, query, address, control, shows } of CASES)
  test(`${name}: the rows, the address, reload, Back and Clear`, async ({ page }) => {
    const expectShown = async (): Promise<void> => {
      await expect.poll(() => addressOf(page)).toEqual(address);
      await expectListed(page, query());
      if (await control(page).evaluate((element) => element instanceof HTMLInputElement))
        await expect(control(page)).toHaveValue(shows);
      else await expect(control(page)).toContainText(shows);
    };
    await open(page);
    await narrow(page);
    await expectShown();
    await page.reload();
    await expectShown();
    await page.goBack();
    await expect.poll(() => addressOf(page)).toEqual({});
    await expectListed(page, '');
    await page.goForward();
    await expectShown();
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect.poll(() => addressOf(page)).toEqual({});
    await expectListed(page, '');
  });

test('the numbers beside the choices are what the list then holds', async ({ page }) => {
  await open(page, '?by=marta&result=failed&window=range&from=2020-01-01T00:00:00Z');
  const query = 'actor=marta&status=failed&status=timed_out&status=interrupted&from=2020-01-01T00:00:00Z';
  const answer = await client.get(`/api/operations/facets?${query}`);
  const { counts } = OperationFacets.parse(await answer.json());
  expect(counts?.targets.length).toBeGreaterThan(2);
  await filterOf(page, 'Target').click();
  const menu = page.getByRole('dialog', { name: 'Target' });
  for (const { name, operations } of counts?.targets ?? [])
    await expect(menu.getByRole('option', { name: `${name} ${operations}`, exact: true })).toHaveCount(1);
  await expect(menu.getByRole('option')).toHaveCount((counts?.targets.length ?? 0) + 1); // and any
  const [first] = counts?.targets ?? [];
  await menu.getByRole('option', { name: new RegExp(`^${first?.name ?? ''} `) }).click();
  await expect(rowsOf(page)).toHaveCount(first?.operations ?? 0);
});

test('each filter goes by itself, with the cross beside it', async ({ page }) => {
  await open(page, '?target=media/server&by=marta');
  await page.getByRole('button', { name: 'Any target instead of media/server' }).click();
  await expect.poll(() => addressOf(page)).toEqual({ by: 'marta' });
  await expect(filterOf(page, 'Target')).toBeFocused();
  await choose(page, 'By', /^Anyone$/);
  await expect.poll(() => addressOf(page)).toEqual({});
});

test('what nothing has to do with says so, and offers everything again', async ({ page }) => {
  await open(page, '?q=nosuchwordanywhere');
  await expect(page.getByText('No operation matches')).toBeVisible();
  await page.getByRole('button', { name: /Clear filters/ }).click();
  await expectListed(page, '');
});

test('a range that a chart has set is shown exactly, can be changed, and taken away', async ({ page }) => {
  await open(page, '?window=7d');
  const chart = page.getByRole('region', { name: 'Measures' }).locator('app-time-pick').first();
  const box = await chart.boundingBox();
  if (box === null) throw new Error('the chart is not drawn');
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2);
  await page.mouse.up();
  await expect.poll(() => addressOf(page)['window']).toBe('range');
  const { from = '', to = '' } = addressOf(page);
  await expectListed(page, `from=${from}&to=${to}`);
  await expect(rangeOf(page)).toHaveAttribute('aria-pressed', 'true');
  await expect(rangeOf(page)).toContainText(/^\d+ \w{3}.* – \d+ \w{3}/);
  await page.reload();
  await expectListed(page, `from=${from}&to=${to}`);

  await rangeOf(page).click();
  const form = page.getByRole('dialog', { name: 'Range' });
  await expect(form.getByLabel('From, day')).toHaveValue(localOf(Date.parse(from))[0]);
  await expect(form.getByLabel('Until, day')).toHaveValue(localOf(Date.parse(to))[0]);
  await form.getByLabel('From, time').fill('930');
  await form.getByRole('button', { name: 'Show' }).click();
  await expect.poll(() => addressOf(page)['from']).not.toBe(from);
  expect(addressOf(page)['to']).toBe(to);
  expect(localOf(Date.parse(addressOf(page)['from'] ?? ''))[1]).toBe('09:30');
  await page.goBack();
  await expect.poll(() => addressOf(page)['from']).toBe(from);

  await rangeOf(page).click();
  await form.getByRole('button', { name: 'Remove' }).click();
  await expect.poll(() => addressOf(page)).toEqual({});
  await expectListed(page, '');
});

test('around a moment is half an hour on both sides, shown and undone like any range', async ({ page }) => {
  const [, , third] = await operationsOf(client, 'command=service.restart');
  if (third === undefined) throw new Error('nothing was restarted');
  await open(page, '?cmd=service.restart');
  await rowOf(page, third.id).getByRole('link').click();
  await page.getByRole('button', { name: 'Around this moment' }).click();
  const at = Date.parse(third.requestedAt);
  const bounds = [at - HOUR_MS / 2, at + HOUR_MS / 2].map((each) => new Date(each).toISOString());
  await expect.poll(() => addressOf(page)).toMatchObject({ window: 'range', from: bounds[0], to: bounds[1] });
  expect(addressOf(page)).not.toHaveProperty('cmd');
  await expectListed(page, `from=${bounds[0]}&to=${bounds[1]}`);
  await expect(rangeOf(page)).toContainText(localOf(at - HOUR_MS / 2)[1]);
  await page.reload();
  await expectListed(page, `from=${bounds[0]}&to=${bounds[1]}`);
  await page.goBack();
  await expect.poll(() => addressOf(page)['cmd']).toBe('service.restart');
  await expectListed(page, 'command=service.restart');
});

test('a range that cannot be says what is wrong, and stays open', async ({ page }) => {
  await open(page);
  await rangeOf(page).click();
  const form = page.getByRole('dialog', { name: 'Range' });
  await giveRange(page, ['2026-05-02', '10:00'], ['2026-05-02', '09:59']);
  await expect(form.getByRole('alert')).toHaveText('The end has to be after the beginning.');
  await expectNoViolations(page);
  await giveRange(page, ['2026-05-02', 'ten'], ['2026-05-02', '11']);
  await expect(form.getByRole('alert')).toHaveText('Give times as 14:00.');
  await giveRange(page, ['', ''], ['', '']);
  await expect(form.getByRole('alert')).toHaveText('Give a beginning, an end, or both.');
  await giveRange(page, ['2026-05-02', ''], ['', '']);
  await expect.poll(() => addressOf(page)).toEqual({ window: 'range', from: '2026-05-01T22:00:00.000Z' });
  await expect(rangeOf(page)).toHaveText('since 2 May');
});

test('a target and a range with the keyboard alone', async ({ page }) => {
  await open(page);
  await page.keyboard.press('f');
  await expect(filterOf(page, 'Command')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(filterOf(page, 'Target')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Find target' })).toBeFocused();
  await page.keyboard.type('immich server');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect.poll(() => addressOf(page)).toEqual({ target: 'immich/server' });
  await expect(filterOf(page, 'Target')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('dialog', { name: 'Target' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Target' })).toHaveCount(0);
  expect(addressOf(page)).toEqual({ target: 'immich/server' }); // Esc has closed the menu, and cleared nothing

  await page.keyboard.press('f');
  await page.keyboard.press('Shift+Tab');
  await expect(rangeOf(page)).toBeFocused();
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'Range' });
  await expect(form.getByLabel('From, day')).toBeFocused();
  await page.keyboard.type('01012026'); // the first of January, whichever comes first
  await tabTo(page, form.getByLabel('From, time'));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('730');
  await page.keyboard.press('Enter');
  await expect.poll(() => addressOf(page)['from']).toBe('2026-01-01T06:30:00.000Z');
  expect(addressOf(page)['target']).toBe('immich/server');
  await expect(rangeOf(page)).toBeFocused();
});

async function tabTo(page: Page, field: Locator): Promise<void> {
  for (let step = 0; step < 6; step += 1) {
    await page.keyboard.press('Tab');
    if (await field.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('no way there with Tab');
}

interface Run {
  readonly command: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
}

/** What is run while a filter is set, and whether the list then has it. */
const LIVE: readonly (readonly [query: string, belongs: Run, other: Run])[] = [
  ['cmd=host.refresh', { command: 'host.refresh' }, { command: 'host.reboot-check' }],
  ['result=failed', { command: 'host.look' }, { command: 'host.refresh' }],
  ['by=admin', { command: 'host.refresh' }, { command: 'host.reboot-check' }],
  [
    'target=home/mosquitto',
    { command: 'service.restart', params: { service: 'home/mosquitto' } },
    { command: 'host.refresh' },
  ],
  ['window=24h', { command: 'host.refresh' }, { command: 'host.reboot-check' }],
  ['window=range&from=2026-01-01T00:00:00Z', { command: 'host.refresh' }, { command: 'host.reboot-check' }],
  [
    'q=zuri+back',
    { command: 'host.refresh', reason: 'After the BACKUP in Zürich' },
    { command: 'host.refresh', reason: 'After the backup in Bern' },
  ],
  ['q=exit', { command: 'host.look' }, { command: 'host.refresh', reason: 'nexit' }],
];

/** Those that everything belongs to. */
const OPEN = ['by=admin', 'window=24h', 'window=range&from=2026-01-01T00:00:00Z'];

async function runWith({ command, params = {}, reason }: Run): Promise<string> {
  const body = { params, ...(reason === undefined ? {} : { reason }) };
  const answer = await client.post(`/api/commands/${command}/runs`, body);
  expect(answer.status).toBe(202);
  const { operation } = (await answer.json()) as { operation: { id: string } };
  return operation.id;
}

for (const [query, belongs, other] of LIVE)
  test(`what is run while the list is narrowed to ${query} appears, and nothing else`, async ({ page }) => {
    await open(page, `?${query}`);
    const otherId = await runWith(other);
    await ended(client, otherId);
    const id = await runWith(belongs);
    await expect(rowOf(page, id)).toBeVisible();
    await expect(rowOf(page, otherId)).toHaveCount(OPEN.includes(query) ? 1 : 0);
    await ended(client, id);
    await endAll(client);
  });

test('what was run while the connection was away is there when it is back', async ({ page }) => {
  const socket = await breakableSocket(page);
  await open(page, '?q=while+away');
  await expect(page.getByRole('banner').getByText(/^Live/)).toBeVisible();
  await socket.cut();
  await expect(page.getByRole('banner').getByText(/^Live/)).toHaveCount(0);
  const id = await runWith({ command: 'host.refresh', reason: 'while it was away' });
  await ended(client, id);
  socket.mend();
  await expect(rowOf(page, id)).toBeVisible();
});

test('what only the server can tell is counted, and looked up on request', async ({ page }) => {
  await open(page, '?q=upgrade');
  const before = await runWith({ command: 'host.refresh', reason: 'before the upgrade' });
  await expect(rowOf(page, before)).toContainText('Succeeded'); // the page is live, and has caught up
  const id = await runWith({ command: 'host.refresh', reason: 'done \u{1F389}upgrade' });
  await ended(client, id);
  const line = page.getByRole('button', { name: '1 new may match, show' });
  await expect(line).toBeVisible();
  await expect(rowOf(page, id)).toHaveCount(0);
  await line.click();
  await expect(rowOf(page, id)).toBeVisible();
  await expectListed(page, 'q=upgrade');
  await expect(line).toHaveCount(0);
});

for (const width of [390, 360])
  test(`a phone of ${width}: filters in sheets, nothing sideways, no violations`, async ({ browser }) => {
    const context = await browser.newContext({
      viewport: { width, height: 780 },
      hasTouch: true,
      locale: 'en-GB',
    });
    const page = await context.newPage();
    const sideways = async (): Promise<number> =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await openSignedIn(page, app.url);
    await open(page);
    await filterOf(page, 'Target').tap();
    const sheet = page.getByRole('dialog', { name: 'Target' });
    await expect(sheet).toBeVisible();
    await page.waitForTimeout(400); // what slides in has its contrast once it is there
    await expectNoViolations(page);
    expect(await sideways()).toBeLessThanOrEqual(0);
    await page.getByRole('combobox', { name: 'Find target' }).fill('media/s');
    await page.getByRole('option', { name: /^media\/server \d/ }).tap();
    await expectListed(page, 'target=media/server');
    await rangeOf(page).tap();
    await expect(page.getByRole('dialog', { name: 'Range' })).toBeVisible();
    await page.waitForTimeout(400);
    await expectNoViolations(page);
    expect(await sideways()).toBeLessThanOrEqual(0);
    await giveRange(page, ['2026-01-01', '00:00'], ['', '']);
    await expect.poll(() => addressOf(page)['window']).toBe('range');
    await expectNoViolations(page);
    expect(await sideways()).toBeLessThanOrEqual(0);
    await context.close();
  });

for (const colorScheme of ['dark', 'light'] as const)
  test(`no violations with a menu open and everything set, ${colorScheme}`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await openSignedIn(page, app.url);
    await open(page, '?cmd=docker.pull&result=succeeded&by=schedule&target=media/server&window=30d&q=media');
    for (const name of ['Command', 'Result', 'Target', 'By']) {
      await filterOf(page, name).click();
      await expect(page.getByRole('dialog', { name })).toBeVisible();
      await page.waitForTimeout(300);
      await expectNoViolations(page);
      await page.keyboard.press('Escape');
    }
    await context.close();
  });
