import { expect, type Locator, type Page } from '@playwright/test';
import { Operation, OperationsPage, RunAnswer } from '#shared/operation';
import type { Client } from './client.ts';

/** The drawer over the page. */
export function drawerOf(page: Page, title: string): Locator {
  return page.getByRole('dialog', { name: title, exact: true });
}

/** Opens the details of an operation; where it was over when it was opened they are open already. */
export async function openDetails(detail: Locator): Promise<void> {
  const isOpen = await detail.locator('.operation-details').evaluate((element) => element.matches('[open]'));
  if (!isOpen) await detail.getByText('Details', { exact: true }).click();
}

/** Everything an operation's output shows, line by line. */
export async function linesIn(drawer: Locator): Promise<readonly string[]> {
  const texts = await drawer.locator('.output-chunk').allTextContents();
  return texts
    .join('')
    .split('\n')
    .filter((line) => line !== '');
}

/** What the counting command writes. */
export function numbered(tag: string, lines: number): readonly string[] {
  return Array.from({ length: lines }, (_, index) => `${tag} ${index + 1} of ${lines}`);
}

/** Runs a command as a program would. @returns the operation's id */
export async function run(
  client: Client,
  command: string,
  params: Readonly<Record<string, unknown>>,
): Promise<string> {
  const answer = await client.post(`/api/commands/${command}/runs`, { params });
  if (answer.status !== 202) throw new Error(`${command}: ${answer.status} ${await answer.text()}`);
  return RunAnswer.parse(await answer.json()).operation.id;
}

export async function operationsOf(client: Client, query: string): Promise<readonly Operation[]> {
  const answer = await client.get(`/api/operations?${query}`);
  return OperationsPage.parse(await answer.json()).items;
}

/** Resolves once an operation has ended. */
export async function ended(client: Client, id: string): Promise<void> {
  const status = async (): Promise<string> =>
    Operation.parse(await (await client.get(`/api/operations/${id}`)).json()).status;
  await expect.poll(status, { timeout: 30_000 }).not.toMatch(/queued|running/);
}

/** Finds a command in the palette and chooses it. */
export async function chooseInPalette(page: Page, words: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible(); // before that nothing listens to keys
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog');
  await palette.getByRole('combobox').fill(words);
  await expect(palette.getByRole('option').first()).toContainText(words);
  await page.keyboard.press('Enter');
}

/** Cancels everything that waits or runs, so that nothing of one test is in the way of the next. */
export async function endAll(client: Client): Promise<void> {
  const live = async (): Promise<readonly Operation[]> =>
    operationsOf(client, 'status=queued&status=running&limit=200');
  for (const { id } of await live()) await client.post(`/api/operations/${id}/cancel`, {});
  await expect.poll(live).toEqual([]);
}
