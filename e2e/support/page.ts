import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { ADMIN } from './app.ts';

/** Fills in the sign-in form that is shown. */
export async function fillSignIn(
  page: Page,
  credentials: { username: string; password: string } = ADMIN,
): Promise<void> {
  await page.getByLabel('Name').fill(credentials.username);
  await page.getByLabel('Password', { exact: true }).fill(credentials.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Opens a page as somebody who is not signed in yet, and signs in. */
export async function openSignedIn(
  page: Page,
  url: string,
  credentials?: { username: string; password: string },
): Promise<void> {
  await page.goto(url);
  await fillSignIn(page, credentials);
  await expect(page.getByRole('banner')).toBeVisible();
}

/** The row of a service in the directory. */
export function rowOf(page: Page, service: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name: service, exact: true }) });
}

/**
 * Fails with every violation axe finds on what the page shows. There are no frames, so it needs no tab of its own
 * to run in, and what passed is not written out: a third of the time for the same violations.
 */
export async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .setLegacyMode()
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual(
    [],
  );
}

/** Everything the page complains about from now on: errors, and what the Content Security Policy refused. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isExpected = message.text().includes('Failed to load resource'); // 401 before signing in
    if (message.type() === 'error' && !isExpected) complaints.push(message.text());
  });
  return complaints;
}
